using System.Collections.Concurrent;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>On which connection each device, or each of its sessions, speaks now. Any thread.</summary>
internal sealed class Speaking<TKey, TLane>
    where TKey : notnull
    where TLane : class
{
    private readonly ConcurrentDictionary<TKey, TLane> _lanes = new();

    /// <returns>Where it spoke until now; null when nowhere else.</returns>
    public TLane? TakeOver(TKey speaker, TLane lane)
    {
        TLane? former = null;
        _lanes.AddOrUpdate(speaker, lane, (_, there) =>
        {
            former = there;
            return lane;
        });
        return ReferenceEquals(former, lane) ? null : former;
    }

    public void Leave(TKey speaker, TLane lane) => _lanes.TryRemove(new(speaker, lane));
}
