namespace IotLink.Core.Devices;

/// <param name="Code">What people outside the service team see instead of the name.</param>
/// <param name="Region">Province or metropolitan city, as the map draws it.</param>
public sealed record Site(SiteId Id, CustomerId Customer, string Code, string Name, string Region)
{
    /// <summary>Where it is; null when nobody has said.</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>Whom a technician meets there; never shown to who may not see names.</summary>
    public SiteContact? Contact { get; init; }
}

/// <param name="Access">What one has to know to get in: gate, parking, who locks out the power.</param>
public sealed record SiteContact(string Name, string Phone, string Address, string Access);

public sealed record Customer(CustomerId Id, string Code, string Name);

/// <summary>Which site a device belonged to, and when. <paramref name="To"/> is exclusive; null means still.</summary>
public sealed record Ownership(DeviceId Device, SiteId Site, DateTimeOffset From, DateTimeOffset? To);
