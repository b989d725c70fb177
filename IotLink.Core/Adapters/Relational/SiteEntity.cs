using IotLink.Core.Devices;

namespace IotLink.Core.Adapters.Relational;

internal sealed class SiteEntity
{
    public required string Id { get; set; }

    public required string CustomerId { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    public required string Region { get; set; }

    public static SiteEntity Of(Site site) =>
        new() { Id = site.Id.Value, CustomerId = site.Customer.Value, Code = site.Code, Name = site.Name, Region = site.Region };

    public Site ToSite() => new(SiteId.Parse(Id, null), Devices.CustomerId.Parse(CustomerId, null), Code, Name, Region);
}
