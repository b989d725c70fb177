using System.Globalization;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>Runs the examples a spec brings along. They must all pass before it may be published.</summary>
public static class SpecTests
{
    private const double Rounding = 1e-9;

    public static IReadOnlyList<SpecTestResult> Run(CompiledSpec spec) => [.. spec.Spec.Tests.Select(test => Run(spec, test))];

    /// <summary>The example that says what the spec makes of this message now: it passes.</summary>
    public static SpecTest Describe(CompiledSpec spec, string name, ReadOnlyMemory<byte> bytes, SpecTestInput input, int fPort)
    {
        var test = new SpecTest { Name = name, Bytes = bytes, Input = input, FPort = fPort, Place = new(0, 0, "") };
        var outcome = SpecTestOutcome.Of(spec, test);
        if (outcome.Refusal is { } refusal) return test with { Refuse = refusal.Code };
        var isOne = outcome.Readings.Count == 1;
        return test with
        {
            Expect = isOne ? All(outcome.Readings[0]) : test.Expect,
            Readings = isOne ? null : [.. outcome.Readings.Select(All)],
            Samples = outcome.Samples.Count == 0 ? null : [.. outcome.Samples.Select(All)],
            Time = outcome.Time,
            Stops = outcome.Marks.HasFlag(ReadingMarks.Partial),
        };
    }

    public static SpecTestResult Run(CompiledSpec spec, SpecTest test)
    {
        var outcome = SpecTestOutcome.Of(spec, test);
        return new(test, [.. test.Refuse is { } code ? Refused(code, outcome.Refusal) : Decoded(test, outcome)])
        {
            Refusal = outcome.Refusal,
            Got = [.. outcome.Readings.Select(All)],
        };
    }

    private static IEnumerable<string> Refused(string code, Refusal? refusal)
    {
        if (refusal is null) yield return $"expected the refusal {code}, but it decoded";
        else if (refusal.Code != code) yield return $"expected the refusal {code}, found {refusal.Code}: {refusal.Detail}";
    }

    private static IEnumerable<string> Decoded(SpecTest test, SpecTestOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            yield return $"refused with {refusal.Code}: {refusal.Detail}";
            yield break;
        }

        if (outcome.Marks.HasFlag(ReadingMarks.Partial) != test.Stops)
            yield return test.Stops ? "expected to stop at something unknown, but it read on" : "stopped at something unknown";
        foreach (var fault in Readings(test, outcome.Readings)) yield return fault;
        if (test.Time is { } time && !(outcome.Time is { } said && Math.Abs((said - time).TotalMilliseconds) < 1))
            yield return $"time: expected {time:O}, found {outcome.Time?.ToString("O", CultureInfo.InvariantCulture) ?? "nothing"}";
        if (test.Samples is not { } expected) yield break;
        foreach (var fault in Compared("sample", expected, outcome.Samples, test)) yield return fault;
    }

    private static IEnumerable<string> Readings(SpecTest test, IReadOnlyList<MetricValues> found) =>
        test.Readings is { } expected ? Compared("reading", expected, found, test)
        : found.Count == 1 ? Compared("", test.Expect, found[0], test)
        : [$"expected one reading, found {found.Count}: list them under 'readings'"];

    private static IEnumerable<string> Compared(string what, IReadOnlyList<IReadOnlyDictionary<string, SpecTestValue?>> wanted, IReadOnlyList<MetricValues> found, SpecTest test)
    {
        if (found.Count != wanted.Count) yield return $"{what}s: expected {wanted.Count}, found {found.Count}";
        foreach (var fault in wanted.Zip(found).SelectMany((pair, i) => Compared($"{what} {i + 1}, ", pair.First, pair.Second, test))) yield return fault;
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

    /// <summary>Why the message was refused; null when it decoded.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The metrics of each reading that came out; empty when refused.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, SpecTestValue?>> Got { get; init; } = [];
}
