namespace IotLink.Core.Devices;

/// <param name="Code">What people outside the service team see instead of the name.</param>
/// <param name="Region">Province or metropolitan city, as the map draws it.</param>
public sealed record Site(SiteId Id, CustomerId Customer, string Code, string Name, string Region);

public sealed record Customer(CustomerId Id, string Code, string Name);

/// <summary>Which site a device belonged to, and when. <paramref name="To"/> is exclusive; null means still.</summary>
public sealed record Ownership(DeviceId Device, SiteId Site, DateTimeOffset From, DateTimeOffset? To);
