namespace IotLink.Ingest.Commands.Bench;

/// <summary>One goal, measured beside its reference in the same run.</summary>
/// <param name="Goal">Row of the goals: P1 to P7.</param>
/// <param name="Bound">What the ratio must be: <c>&gt;= 0.8</c>.</param>
/// <param name="ReferenceName">What it is measured against; <c>missing</c> when that is not installed here.</param>
/// <param name="ReferenceValue">Median over the rounds, in <paramref name="Unit"/>; null when missing.</param>
/// <param name="OwnValue">Median over the rounds, in <paramref name="Unit"/>.</param>
/// <param name="Ratio">Own to reference, as the bound means it; null when there is no reference.</param>
/// <param name="Met">null when it could not be told.</param>
public sealed record BenchRow(
    string Goal, string What, string Unit, string Bound, string ReferenceName, double? ReferenceValue, double? OwnValue, double? Ratio, bool? Met)
{
    public const string Missing = "missing";

    /// <summary>Why there is no number, or what stands beside it.</summary>
    public string? Note { get; init; }

    public static BenchRow AtLeast(string goal, string what, string unit, double bound, string reference, double? referenceValue, double own) =>
        Of(goal, what, unit, FormattableString.Invariant($">= {bound}"), reference, referenceValue, own, ratio => ratio >= bound);

    public static BenchRow AtMost(string goal, string what, string unit, double bound, string reference, double? referenceValue, double own) =>
        Of(goal, what, unit, FormattableString.Invariant($"<= {bound}"), reference, referenceValue, own, ratio => ratio <= bound);

    /// <summary>Less than a byte per turn is the measuring itself.</summary>
    public static BenchRow NothingAllocated(string goal, string what, double bytesEach) =>
        new(goal, $"{what}: bytes allocated each time", "B", "= 0", "none allowed", 0, Math.Round(bytesEach), null, bytesEach < 1);

    public static BenchRow NotMeasured(string goal, string what, string why) =>
        new(goal, what, "", "", Missing, null, null, null, null) { Note = why };

    private static BenchRow Of(
        string goal, string what, string unit, string bound, string reference, double? referenceValue, double own, Func<double, bool> holds)
    {
        var ratio = referenceValue is > 0 ? own / referenceValue : null;
        return new(
            goal, what, unit, bound, referenceValue is null ? Missing : reference, Rounded(referenceValue), Rounded(own), Rounded(ratio),
            ratio is { } known ? holds(known) : null);
    }

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, v < 100 ? 3 : 0) : null;
}
