using IotLink.Core.Devices;

namespace IotLink.Core.Adapters.Relational;

internal sealed class SiteEntity
{
    public required string Id { get; set; }

    public required string CustomerId { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    public required string Region { get; set; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    public string? ContactName { get; set; }

    public string? ContactPhone { get; set; }

    public string? Address { get; set; }

    public string? Access { get; set; }

    public static SiteEntity Of(Site site) => new()
    {
        Id = site.Id.Value,
        CustomerId = site.Customer.Value,
        Code = site.Code,
        Name = site.Name,
        Region = site.Region,
        Latitude = site.Place?.Latitude,
        Longitude = site.Place?.Longitude,
        ContactName = site.Contact?.Name,
        ContactPhone = site.Contact?.Phone,
        Address = site.Contact?.Address,
        Access = site.Contact?.Access,
    };

    public Site ToSite() => new(SiteId.Parse(Id, null), Devices.CustomerId.Parse(CustomerId, null), Code, Name, Region)
    {
        Place = Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude) : null,
        Contact = ContactName is null ? null : new(ContactName, ContactPhone ?? "", Address ?? "", Access ?? ""),
    };
}
