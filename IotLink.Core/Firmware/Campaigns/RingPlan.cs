using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IotLink.Core.Devices;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>Which device is in which ring, and where in a jitter: fixed for campaign and device, and nothing else.</summary>
public static class RingPlan
{
    /// <summary>All devices as waiting rollouts; every ring gets at least one while there are any.</summary>
    public static IReadOnlyList<Rollout> Of(Campaign campaign, IEnumerable<(DeviceId Device, string? Before)> devices, DateTimeOffset now)
    {
        var order = devices.OrderBy(d => Place(campaign.Id, d.Device)).ThenBy(d => d.Device.Value, StringComparer.Ordinal).ToList();
        var rollouts = new List<Rollout>(order.Count);
        for (int ring = 0, done = 0; ring < campaign.Plan.Rings.Count; ring++)
        {
            var upTo = ring == campaign.Plan.Rings.Count - 1 ? order.Count : Math.Min(order.Count, Math.Max(done + 1, (int)(order.Count * campaign.Plan.Rings[ring])));
            for (; done < upTo; done++) rollouts.Add(new(order[done].Device, ring, order[done].Before, now));
        }

        return rollouts;
    }

    internal static TimeSpan Delay(Campaign campaign, DeviceId device) => campaign.Plan.Jitter * (Place(campaign.Id + "/jitter", device) / (double)ulong.MaxValue);

    private static ulong Place(string campaign, DeviceId device) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{campaign}\n{device}")));
}
