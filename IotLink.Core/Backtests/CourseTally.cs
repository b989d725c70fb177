using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules;

namespace IotLink.Core.Backtests;

/// <summary>
/// Counts alarms as they begin and end. Keeps a bounded number of them one by one; the counts are exact however many there are.
/// </summary>
/// <param name="most">Alarms kept one by one.</param>
internal sealed class CourseTally(BacktestWindow window, int most)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    private readonly List<BacktestFiring> _firings = [];
    private readonly Dictionary<(DeviceId, string), (DateTimeOffset From, int Index)> _open = [];
    private readonly Dictionary<(DeviceId, string), DateTimeOffset> _ended = [];
    private readonly Dictionary<DeviceId, long> _byDevice = [];
    private readonly Dictionary<DateOnly, long> _byDay = [];
    private readonly Lengths _lengths = new();
    private long _again;

    public long Alarms { get; private set; }

    public int Devices => _byDevice.Count;

    /// <summary>Those kept one by one, in the order they began.</summary>
    public IReadOnlyList<BacktestFiring> Firings => _firings;

    /// <summary>What began before the window is followed, but not counted.</summary>
    public void Begin(DeviceId device, string rule, DateTimeOffset at, string evidence, StreamPosition by, Severity? severity = null)
    {
        var key = (device, rule);
        var isCounted = at >= window.From;
        _open[key] = (at, isCounted && _firings.Count < most ? _firings.Count : -1);
        if (!isCounted) return;
        Alarms++;
        if (_ended.TryGetValue(key, out var ended) && at - ended <= Soon) _again++;
        _byDevice[device] = _byDevice.GetValueOrDefault(device) + 1;
        var day = window.DayOf(at);
        _byDay[day] = _byDay.GetValueOrDefault(day) + 1;
        if (_firings.Count < most) _firings.Add(new(device, rule, at, null, evidence, by) { Worst = severity });
    }

    /// <summary>The worst it was is what is kept.</summary>
    public void Regrade(DeviceId device, string rule, Severity severity)
    {
        if (!_open.TryGetValue((device, rule), out var open) || open.Index < 0) return;
        var firing = _firings[open.Index];
        if (severity < firing.Worst) _firings[open.Index] = firing with { Worst = severity };
    }

    public void End(DeviceId device, string rule, DateTimeOffset at)
    {
        var key = (device, rule);
        _ended[key] = at;
        if (!_open.Remove(key, out var open)) return;
        if (open.From >= window.From) _lengths.Add(at - open.From);
        if (open.Index >= 0) _firings[open.Index] = _firings[open.Index] with { To = at };
    }

    /// <param name="until">The end of the window: what is open has lasted until there.</param>
    public CourseResult Result(DateTimeOffset until)
    {
        var open = _open.Values.Where(o => o.From >= window.From).ToList();
        foreach (var (from, _) in open) _lengths.Add(until - from);
        return new(Alarms, open.Count, _byDevice.Count, _again, _lengths.Median, _lengths.Longest)
        {
            ByDay = [.. window.Days(until).Select(day => new DayCount(day, _byDay.GetValueOrDefault(day)))],
            ByDevice = [.. _byDevice.OrderByDescending(d => d.Value).ThenBy(d => d.Key.Value, StringComparer.Ordinal).Take(10).Select(d => new DeviceCount(d.Key, d.Value))],
        };
    }
}
