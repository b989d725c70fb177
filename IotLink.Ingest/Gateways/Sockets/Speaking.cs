using System.Collections.Concurrent;
using IotLink.Core.Devices;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>On which connection each device speaks now. Any thread.</summary>
internal sealed class Speaking<TLane>
    where TLane : class
{
    private readonly ConcurrentDictionary<DeviceId, TLane> _lanes = new();

    /// <returns>Where it spoke until now; null when nowhere else.</returns>
    public TLane? TakeOver(DeviceId device, TLane lane)
    {
        TLane? former = null;
        _lanes.AddOrUpdate(device, lane, (_, there) =>
        {
            former = there;
            return lane;
        });
        return ReferenceEquals(former, lane) ? null : former;
    }

    public void Leave(DeviceId device, TLane lane) => _lanes.TryRemove(new(device, lane));
}
