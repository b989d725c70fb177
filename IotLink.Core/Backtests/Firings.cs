using IotLink.Core.Devices;

namespace IotLink.Core.Backtests;

/// <summary>When which alarm was open, by device and rule, for one question: was one open at that time?</summary>
internal sealed class Firings
{
    private readonly Dictionary<(DeviceId Device, string Rule), List<(long From, long To)>> _byRule = [];

    public Firings(IEnumerable<(DeviceId Device, string Rule, DateTimeOffset From, DateTimeOffset? To)> all)
    {
        foreach (var (device, rule, from, to) in all.OrderBy(f => f.From))
        {
            if (!_byRule.TryGetValue((device, rule), out var spans)) _byRule[(device, rule)] = spans = [];
            var (first, last) = (from.UtcTicks, to?.UtcTicks ?? long.MaxValue);
            if (spans.Count > 0 && spans[^1].To >= first) spans[^1] = (spans[^1].From, Math.Max(spans[^1].To, last));
            else spans.Add((first, last));
        }
    }

    /// <param name="to">null: still open.</param>
    public bool Meets(DeviceId device, string rule, DateTimeOffset from, DateTimeOffset? to)
    {
        if (!_byRule.TryGetValue((device, rule), out var all)) return false;
        var (first, last) = (from.UtcTicks, to?.UtcTicks ?? long.MaxValue);
        var (low, high) = (0, all.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (all[middle].To < first) low = middle + 1;
            else high = middle;
        }

        return low < all.Count && all[low].From <= last;
    }
}
