using System.Collections.Concurrent;
using IotLink.Core.Devices;

namespace IotLink.Core.Rules.Watches;

/// <summary>
/// The newest values of devices that are compared with each other. One for each host, shared by its shards: with several hosts each
/// knows the devices of its own shards, and a median is that of a sample.
/// </summary>
public sealed class PeerGroups
{
    private readonly ConcurrentDictionary<(ProductId Product, string Rule, uint Form, SiteId? Site), PeerGroup> _groups = new();

    internal PeerGroup Of(ProductId product, string rule, uint form, SiteId? site) =>
        _groups.GetOrAdd((product, rule, form, site), static _ => new());
}

/// <summary>
/// One value for each device, sorted. More than <see cref="Most"/> devices are a sample: those that came first keep their place while they
/// report.
/// </summary>
internal sealed class PeerGroup
{
    public const int Most = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<DeviceId, (long Time, double Value)> _byDevice = [];
    private readonly List<double> _sorted = [];
    private readonly List<DeviceId> _old = [];
    private long _oldest = long.MaxValue;

    /// <summary>Puts a device's value in place of its last, and answers with the others' median.</summary>
    /// <param name="since">Values from before are over.</param>
    public (double Median, int Peers) Put(DeviceId device, long time, double value, long since)
    {
        lock (_gate)
        {
            if (_byDevice.Remove(device, out var before)) Take(before.Value);
            if (_oldest < since) DropBefore(since);
            var answer = (_sorted.Count == 0 ? double.NaN : Median(), _sorted.Count);
            if (_byDevice.Count >= Most) return answer;
            _byDevice[device] = (time, value);
            var place = _sorted.BinarySearch(value);
            _sorted.Insert(place < 0 ? ~place : place, value);
            _oldest = Math.Min(_oldest, time);
            return answer;
        }
    }

    private double Median()
    {
        var half = _sorted.Count / 2;
        return _sorted.Count % 2 == 1 ? _sorted[half] : (_sorted[half - 1] + _sorted[half]) / 2;
    }

    private void Take(double value) => _sorted.RemoveAt(_sorted.BinarySearch(value));

    private void DropBefore(long since)
    {
        _oldest = long.MaxValue;
        foreach (var (device, (time, _)) in _byDevice)
        {
            if (time < since) _old.Add(device);
            else _oldest = Math.Min(_oldest, time);
        }

        foreach (var device in _old)
        {
            if (_byDevice.Remove(device, out var gone)) Take(gone.Value);
        }

        _old.Clear();
    }
}
