using IotLink.Core.Devices;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>Which devices of the product. What is empty does not narrow.</summary>
public sealed record CampaignTargets
{
    /// <summary>These devices and no others.</summary>
    public IReadOnlyList<DeviceId> Devices { get; init; } = [];

    public IReadOnlyList<SiteId> Sites { get; init; } = [];

    /// <summary>Versions they report now; an empty text: those that never said.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Devices that fit later are taken in too, and the campaign ends only by hand; else who fits when it starts is fixed.</summary>
    public bool Dynamic { get; init; }

    public bool Match(Device device) =>
        (Devices.Count == 0 || Devices.Contains(device.Id))
        && (Sites.Count == 0 || (device.Site is { } site && Sites.Contains(site)))
        && (Versions.Count == 0 || Versions.Contains(device.Firmware ?? ""));
}
