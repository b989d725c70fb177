using System.Globalization;
using IotLink.Core.DeadLetters;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Pipeline;

namespace IotLink.Ingest.DeadLetters;

/// <summary>Counts what a dry run gives. Its size does not grow with the number of letters.</summary>
internal sealed class TryTally
{
    private const int MostSamples = 5;

    private readonly Dictionary<string, (int Count, StreamPosition At, string Example)> _failures = [];
    private readonly SortedDictionary<string, TryMetric> _metrics = new(StringComparer.Ordinal);
    private readonly List<TrySample> _samples = [];
    private int _failed;
    private int _alarms;

    public int Passed { get; private set; }

    /// <summary>The effects of one letter. A letter that is a repeat of another one passes: it needs nothing more.</summary>
    public void Add(StreamPosition position, PipelineEffects effects)
    {
        if (effects.Telemetry.DeadLetters is [var letter, ..])
        {
            var known = _failures.GetValueOrDefault(letter.Refusal.Code, (Count: 0, At: position, Example: letter.Refusal.Detail));
            _failures[letter.Refusal.Code] = known with { Count = known.Count + 1 };
            _failed++;
            return;
        }

        Passed++;
        _alarms += effects.AlarmChanges.Count(c => c.Raise);
        foreach (var reading in effects.Telemetry.Readings) Add(reading);
        if (_samples.Count < MostSamples && !effects.Telemetry.Readings.IsEmpty) _samples.Add(Sample(effects.Telemetry.Readings[0]));
    }

    public TryResult ToResult(string spec, int version) => new(
        spec,
        version,
        Passed,
        _failed,
        _alarms,
        [.. _failures.Select(f => new TryFailure(f.Key, f.Value.Count, f.Value.At, f.Value.Example)).OrderByDescending(f => f.Count)],
        [.. _metrics.Values],
        [.. _samples]);

    private void Add(Reading reading)
    {
        var metrics = reading.Metrics;
        for (var slot = 0; slot < metrics.Extent; slot++)
        {
            if (metrics.KindOf(slot) == MetricKind.Absent) continue;
            var name = metrics.Schema.NameOf(slot);
            var number = metrics.KindOf(slot) == MetricKind.Number ? metrics.NumberAt(slot) : (double?)null;
            var known = _metrics.GetValueOrDefault(name) ?? new(name, 0, number, number, "");
            _metrics[name] = new(name, known.Count + 1, Least(known.Min, number), Most(known.Max, number), TextOf(metrics, slot));
        }
    }

    private static TrySample Sample(Reading reading)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var slot = 0; slot < reading.Metrics.Extent; slot++)
        {
            if (reading.Metrics.KindOf(slot) != MetricKind.Absent) values[reading.Metrics.Schema.NameOf(slot)] = TextOf(reading.Metrics, slot);
        }

        return new(reading.Position, reading.Device.Value, new Dictionary<string, string>(values));
    }

    private static string TextOf(MetricValues metrics, int slot) => metrics.KindOf(slot) switch
    {
        MetricKind.Number => metrics.NumberAt(slot).ToString("G6", CultureInfo.InvariantCulture),
        MetricKind.Boolean => metrics.NumberAt(slot) != 0 ? "true" : "false",
        _ => metrics.TextAt(slot) ?? "",
    };

    private static double? Least(double? a, double? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;

    private static double? Most(double? a, double? b) => a is { } x && b is { } y ? Math.Max(x, y) : a ?? b;
}
