using IotLink.Core.Devices;

namespace IotLink.Core.Adapters.Relational;

/// <summary>One period of a device at a site; <see cref="To"/> is exclusive, null means still.</summary>
internal sealed class OwnershipEntity
{
    public long Id { get; set; }

    public required string DeviceId { get; set; }

    public required string SiteId { get; set; }

    public DateTimeOffset From { get; set; }

    public DateTimeOffset? To { get; set; }

    public Ownership ToOwnership() => new(Devices.DeviceId.Parse(DeviceId, null), Devices.SiteId.Parse(SiteId, null), From, To);
}
