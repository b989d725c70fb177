using System.IO.Hashing;
using System.Text;
using IotLink.Core.Devices;

namespace IotLink.Core.Documents;

/// <summary>Which devices get a version first: a share of all, whole sites, single devices, or these together.</summary>
/// <param name="Percent">0 to 100. Which devices that are follows from their ids: a larger share holds the smaller one.</param>
public sealed record CanaryScope(double Percent, IReadOnlyList<SiteId> Sites, IReadOnlyList<DeviceId> Devices)
{
    private const int Steps = 10_000;

    public static CanaryScope Share(double percent) => new(percent, [], []);

    public bool IsEmpty => Percent <= 0 && Sites.Count == 0 && Devices.Count == 0;

    /// <summary>The same answer on every host and after every restart, as long as the device stays where it is.</summary>
    /// <param name="document">Salts the share, so that not the same devices go first with every document.</param>
    public bool Contains(DocumentKey document, Device device) =>
        Devices.Contains(device.Id)
        || (device.Site is { } site && Sites.Contains(site))
        || (Percent > 0 && PlaceOf(document, device.Id) < Percent * (Steps / 100));

    private static int PlaceOf(DocumentKey document, DeviceId device) =>
        (int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{document}\n{device}")) % Steps);
}
