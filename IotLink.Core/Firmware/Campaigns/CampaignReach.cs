using IotLink.Core.Devices;
using IotLink.Core.Firmware.Images;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>Which devices a campaign would reach, and which it passes over, as things stand now. Pure.</summary>
/// <param name="Devices">To be updated.</param>
/// <param name="There">Have the version already.</param>
/// <param name="Unsuitable">The image does not follow the version they report.</param>
/// <param name="Busy">Another campaign that is not over has them.</param>
public sealed record CampaignReach(IReadOnlyList<Device> Devices, int There, int Unsuitable, int Busy)
{
    /// <summary>Different sites of <see cref="Devices"/>.</summary>
    public int Sites => Devices.Where(d => d.Site is not null).Select(d => d.Site).Distinct().Count();

    /// <summary>Never said which version they have: there is no way back for them.</summary>
    public int NoWayBack => Devices.Count(d => d.Firmware is null);

    public static CampaignReach Of(CampaignTargets targets, FirmwareImage image, IEnumerable<Device> fleet, IReadOnlySet<DeviceId> busy)
    {
        var (devices, there, unsuitable, taken) = (new List<Device>(), 0, 0, 0);
        foreach (var device in fleet.Where(d => d.Product == image.Product && targets.Match(d)))
        {
            if (device.Firmware == image.Version) there++;
            else if (image.Follows.Count > 0 && !(device.Firmware is { } has && image.Follows.Contains(has))) unsuitable++;
            else if (busy.Contains(device.Id)) taken++;
            else devices.Add(device);
        }

        return new(devices, there, unsuitable, taken);
    }
}
