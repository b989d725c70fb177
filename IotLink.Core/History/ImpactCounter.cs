using System.Globalization;
using System.Runtime.InteropServices;
using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.History;

/// <summary>
/// Compares readings as they are with readings as they would be, chunk by chunk, both in order of position and index and both on the same
/// schemas. Pure.
/// </summary>
public sealed class ImpactCounter(IReadOnlySet<DeviceId> devices, IReadOnlyDictionary<long, string> lettersBefore)
{
    private readonly Dictionary<string, MetricCount> _metrics = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (long Solved, long Come)> _refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<DeviceId, (DateTimeOffset From, DateTimeOffset To)> _touched = [];
    private readonly HashSet<long> _refusedAgain = [];
    private long _frames;
    private long _same;
    private long _changed;
    private long _added;
    private long _removed;

    public AlarmEpisodes AlarmsBefore { get; } = new();

    public AlarmEpisodes AlarmsAfter { get; } = new();

    /// <summary>Event times of each device whose readings change: from the first to the last.</summary>
    public IReadOnlyDictionary<DeviceId, (DateTimeOffset From, DateTimeOffset To)> Touched => _touched;

    /// <param name="frames">Messages of this chunk.</param>
    public void Add(long frames, ReadOnlySpan<Reading> before, TelemetryBatch after)
    {
        _frames += frames;
        var old = 0;
        foreach (var reading in after.Readings)
        {
            if (!devices.Contains(reading.Device)) continue;
            while (old < before.Length && Order(before[old], reading) < 0) Remove(before[old++]);
            if (old < before.Length && Order(before[old], reading) == 0) Compare(before[old++], reading);
            else Add(reading);
        }

        while (old < before.Length) Remove(before[old++]);
        foreach (var letter in after.DeadLetters) Refuse(letter);
    }

    /// <summary>When all chunks were added.</summary>
    public ReplayImpact Result()
    {
        foreach (var (_, code) in lettersBefore.Where(l => !_refusedAgain.Contains(l.Key))) Count(code, solved: 1, come: 0);
        return new(_frames, devices.Count, _same, _changed, _added, _removed)
        {
            AffectedFrom = _touched.Count == 0 ? null : _touched.Values.Min(t => t.From),
            AffectedTo = _touched.Count == 0 ? null : _touched.Values.Max(t => t.To),
            Metrics = [.. _metrics.Select(m => m.Value.ToImpact(m.Key)).OrderByDescending(m => m.Changed + m.Added + m.Removed).ThenBy(m => m.Metric, StringComparer.Ordinal)],
            Refusals = [.. _refusals.Select(r => new RefusalImpact(r.Key, r.Value.Solved, r.Value.Come))],
            AlarmsGone = AlarmsBefore.Without(AlarmsAfter),
            AlarmsNew = AlarmsAfter.Without(AlarmsBefore),
        };
    }

    private void Refuse(DeadLetter letter)
    {
        if (letter.Device is not { } sender || !devices.Contains(sender)) return;
        _refusedAgain.Add(letter.Position.Sequence);
        var before = lettersBefore.GetValueOrDefault(letter.Position.Sequence);
        if (before == letter.Refusal.Code) return;
        if (before is not null) Count(before, solved: 1, come: 0);
        Count(letter.Refusal.Code, solved: 0, come: 1);
    }

    private void Compare(Reading old, Reading reading)
    {
        if (old.Device != reading.Device)
        {
            Remove(old);
            Add(reading);
            return;
        }

        var differs = old.EventTime != reading.EventTime || old.Marks != reading.Marks;
        var slots = Math.Max(old.Metrics.Extent, reading.Metrics.Extent);
        for (var slot = 0; slot < slots; slot++)
        {
            var (was, becomes) = (old.Metrics.KindOf(slot), reading.Metrics.KindOf(slot));
            if (was == becomes && (was == MetricKind.Absent || IsEqual(old.Metrics, reading.Metrics, slot, was))) continue;
            differs = true;
            CountOf(reading.Metrics.Schema.NameOf(slot)).Note(old, reading, slot);
        }

        if (!differs)
        {
            _same++;
            return;
        }

        _changed++;
        Touch(old);
        Touch(reading);
    }

    private void Add(Reading reading)
    {
        _added++;
        Touch(reading);
    }

    private void Remove(Reading reading)
    {
        _removed++;
        Touch(reading);
    }

    private void Touch(Reading reading)
    {
        ref var span = ref CollectionsMarshal.GetValueRefOrAddDefault(_touched, reading.Device, out var known);
        var at = reading.EventTime;
        span = known ? (at < span.From ? at : span.From, at > span.To ? at : span.To) : (at, at);
    }

    private void Count(string code, long solved, long come)
    {
        var (s, c) = _refusals.GetValueOrDefault(code);
        _refusals[code] = (s + solved, c + come);
    }

    private MetricCount CountOf(string metric) =>
        _metrics.TryGetValue(metric, out var count) ? count : _metrics[metric] = new();

    private static int Order(Reading a, Reading b)
    {
        var position = a.Position.CompareTo(b.Position);
        return position != 0 ? position : a.Index.CompareTo(b.Index);
    }

    private static bool IsEqual(MetricValues a, MetricValues b, int slot, MetricKind kind) =>
        kind == MetricKind.Text ? a.TextAt(slot) == b.TextAt(slot) : a.NumberAt(slot) == b.NumberAt(slot);

    private sealed class MetricCount
    {
        private const int Shown = 5;

        private readonly List<ChangeExample> _examples = [];
        private long _changed;
        private long _added;
        private long _removed;
        private double? _largest;

        public void Note(Reading old, Reading reading, int slot)
        {
            var (was, becomes) = (old.Metrics.KindOf(slot), reading.Metrics.KindOf(slot));
            if (was == MetricKind.Absent) _added++;
            else if (becomes == MetricKind.Absent) _removed++;
            else _changed++;
            if (was == MetricKind.Number && becomes == MetricKind.Number)
                _largest = Math.Max(_largest ?? 0, Math.Abs(reading.Metrics.NumberAt(slot) - old.Metrics.NumberAt(slot)));
            if (_examples.Count < Shown)
                _examples.Add(new(reading.Device, reading.Position, reading.EventTime, Text(old.Metrics, slot), Text(reading.Metrics, slot)));
        }

        public MetricImpact ToImpact(string metric) => new(metric, _changed, _added, _removed, _largest, _examples);

        private static string? Text(MetricValues values, int slot) => values.KindOf(slot) switch
        {
            MetricKind.Absent => null,
            MetricKind.Number => values.NumberAt(slot).ToString(CultureInfo.InvariantCulture),
            MetricKind.Boolean => values.NumberAt(slot) == 1 ? "true" : "false",
            _ => values.TextAt(slot),
        };
    }
}
