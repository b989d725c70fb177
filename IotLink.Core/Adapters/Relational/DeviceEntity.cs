using IotLink.Core.Devices;

namespace IotLink.Core.Adapters.Relational;

internal sealed class DeviceEntity
{
    public required string Id { get; set; }

    public required string ProductId { get; set; }

    public required string Name { get; set; }

    public string? HubId { get; set; }

    public string? SiteId { get; set; }

    public string? Firmware { get; set; }

    public long ReportingPeriodMs { get; set; }

    public DateTimeOffset? ProvisionedAt { get; set; }

    public static DeviceEntity Of(Device device) => new()
    {
        Id = device.Id.Value,
        ProductId = device.Product.Value,
        Name = device.Name,
        HubId = device.Hub?.Value,
        SiteId = device.Site?.Value,
        Firmware = device.Firmware,
        ReportingPeriodMs = (long)device.ReportingPeriod.TotalMilliseconds,
        ProvisionedAt = device.ProvisionedAt,
    };

    public Device ToDevice() => new(DeviceId.Parse(Id, null), Devices.ProductId.Parse(ProductId, null), Name)
    {
        Hub = HubId is null ? null : DeviceId.Parse(HubId, null),
        Site = SiteId is null ? null : Devices.SiteId.Parse(SiteId, null),
        Firmware = Firmware,
        ReportingPeriod = TimeSpan.FromMilliseconds(ReportingPeriodMs),
        ProvisionedAt = ProvisionedAt,
    };
}
