using System.Globalization;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>Runs the examples a spec brings along. They must all pass before it may be published.</summary>
public static class SpecTests
{
    private const double Rounding = 1e-9;

    public static IReadOnlyList<SpecTestResult> Run(CompiledSpec spec) => [.. spec.Spec.Tests.Select(test => Run(spec, test))];

    /// <summary>The example that says what the spec makes of these bytes now: it passes.</summary>
    public static SpecTest Describe(CompiledSpec spec, string name, ReadOnlyMemory<byte> bytes, bool isFrame, int fPort)
    {
        var (values, samples) = (new MetricValues(spec.Schema), new DecodedSamples());
        var marks = ReadingMarks.None;
        var payload = bytes;
        var refusal = isFrame ? Unframed(spec.Spec, ref payload) : null;
        refusal ??= spec.Decode(payload.Span, fPort, values, samples, out marks);
        var test = new SpecTest { Name = name, Bytes = bytes, IsFrame = isFrame, FPort = fPort, Place = new(0, 0, "") };
        if (refusal is not null) return test with { Refuse = refusal.Code };
        return test with
        {
            Expect = All(values),
            Samples = samples.All.Length == 0 ? null : [.. samples.All.ToArray().Select(s => All(s.Values))],
            Time = TimeOf(samples.Time),
            Stops = marks.HasFlag(ReadingMarks.Partial),
        };
    }

    public static SpecTestResult Run(CompiledSpec spec, SpecTest test)
    {
        var (values, samples) = (new MetricValues(spec.Schema), new DecodedSamples());
        var marks = ReadingMarks.None;
        var payload = test.Bytes;
        var refusal = test.IsFrame ? Unframed(spec.Spec, ref payload) : null;
        refusal ??= spec.Decode(payload.Span, test.FPort, values, samples, out marks);
        return new(test, [.. test.Refuse is { } code ? Refused(code, refusal) : Decoded(test, refusal, values, samples, marks)])
        {
            Refusal = refusal,
            Got = refusal is null ? All(values) : new(),
        };
    }

    private static Refusal? Unframed(ProductSpec spec, ref ReadOnlyMemory<byte> bytes)
    {
        if (spec.Framing is null) return new(Reason.FrameMalformed, "The spec has no 'framing'.");
        var frame = new FrameScanner(spec.Framing).ReadOne(bytes);
        bytes = frame.Payload;
        return frame.Refusal;
    }

    private static IEnumerable<string> Refused(string code, Refusal? refusal)
    {
        if (refusal is null) yield return $"expected the refusal {code}, but it decoded";
        else if (refusal.Code != code) yield return $"expected the refusal {code}, found {refusal.Code}: {refusal.Detail}";
    }

    private static IEnumerable<string> Decoded(SpecTest test, Refusal? refusal, MetricValues values, DecodedSamples samples, ReadingMarks marks)
    {
        if (refusal is not null)
        {
            yield return $"refused with {refusal.Code}: {refusal.Detail}";
            yield break;
        }

        if (marks.HasFlag(ReadingMarks.Partial) != test.Stops)
            yield return test.Stops ? "expected to stop at something unknown, but it read on" : "stopped at something unknown";
        foreach (var fault in Compared("", test.Expect, values, test)) yield return fault;
        if (test.Time is { } time && !(Math.Abs(samples.Time - (time.ToUnixTimeMilliseconds() / 1000d)) < 0.0005))
            yield return $"time: expected {time:O}, found {(double.IsNaN(samples.Time) ? "nothing" : DateTimeOffset.UnixEpoch.AddSeconds(samples.Time).ToString("O", CultureInfo.InvariantCulture))}";
        if (test.Samples is not { } expected) yield break;
        var found = samples.All.ToArray();
        if (found.Length != expected.Count) yield return $"samples: expected {expected.Count}, found {found.Length}";
        foreach (var fault in expected.Zip(found).SelectMany((s, i) => Compared($"sample {i + 1}, ", s.First, s.Second.Values, test))) yield return fault;
    }

    private static IEnumerable<string> Compared(string of, IReadOnlyDictionary<string, SpecTestValue?> wanted, MetricValues values, SpecTest test)
    {
        foreach (var (name, expected) in wanted)
        {
            var found = values.Schema.TryGetSlot(name, out var slot) ? Of(values, slot) : null;
            if (!Same(expected, found, test.Tolerance)) yield return $"{of}{name}: expected {Text(expected)}, found {Text(found)}";
        }

        for (var slot = 0; slot < values.Extent && !test.IsPartial; slot++)
        {
            if (Of(values, slot) is { } value && !wanted.ContainsKey(values.Schema.NameOf(slot)))
                yield return $"{of}{values.Schema.NameOf(slot)}: expected nothing, found {Text(value)}";
        }
    }

    private static Dictionary<string, SpecTestValue?> All(MetricValues values) =>
        Enumerable.Range(0, values.Extent).Select(slot => (Name: values.Schema.NameOf(slot), Value: Of(values, slot)))
            .Where(v => v.Value is not null).ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private static DateTimeOffset? TimeOf(double seconds) =>
        Math.Abs(seconds) < DateTimeOffset.MaxValue.ToUnixTimeSeconds() && seconds > DateTimeOffset.MinValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000))
            : null;

    private static SpecTestValue? Of(MetricValues values, int slot) => values.KindOf(slot) switch
    {
        MetricKind.Number => new(values.NumberAt(slot), null, null),
        MetricKind.Boolean => new(null, values.NumberAt(slot) != 0, null),
        MetricKind.Text => new(null, null, values.TextAt(slot)),
        _ => null,
    };

    private static bool Same(SpecTestValue? a, SpecTestValue? b, double? tolerance) =>
        a is { Number: { } x } && b is { Number: { } y } ? Math.Abs(x - y) <= (tolerance ?? (Rounding * Math.Max(1, Math.Abs(x)))) : Equals(a, b);

    private static string Text(SpecTestValue? value) => value switch
    {
        null => "nothing",
        { Number: { } number } => number.ToString(CultureInfo.InvariantCulture),
        { Boolean: { } boolean } => boolean ? "true" : "false",
        _ => $"\"{value.Text}\"",
    };
}

/// <param name="Faults">Empty: it passed.</param>
public sealed record SpecTestResult(SpecTest Test, IReadOnlyList<string> Faults)
{
    public bool Passed => Faults.Count == 0;

    /// <summary>Why the bytes were refused; null when they decoded.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The metrics that came out; empty when refused.</summary>
    public IReadOnlyDictionary<string, SpecTestValue?> Got { get; init; } = new Dictionary<string, SpecTestValue?>();
}
