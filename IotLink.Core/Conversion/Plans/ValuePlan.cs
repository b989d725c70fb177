using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>What happens to a value once it is known: scale, round, clamp, check, keep, report.</summary>
internal sealed class ValuePlan
{
    public required FieldSpec Field { get; init; }

    public required NameKind Kind { get; init; }

    /// <summary>null: no metric.</summary>
    public MetricTarget? Metric { get; init; }

    public required Slot[] Targets { get; init; }

    public NumberRange[] Absent { get; init; } = [];

    /// <summary>One metric per bit from the least significant on; null for a bit without one.</summary>
    public MetricTarget?[] Flags { get; init; } = [];

    public BoundExpression? ValidExpression { get; init; }

    /// <summary>Turns the raw value, <c>_</c>, into another one first.</summary>
    public BoundExpression? Transform { get; init; }

    /// <summary>With <see cref="Offset"/>: scale and offset that depend on other values.</summary>
    public BoundExpression? Scale { get; init; }

    public BoundExpression? Offset { get; init; }

    public BoundExpression? UtcOffset { get; init; }

    public BoundExpression? ChecksumFrom { get; init; }

    public BoundExpression? ChecksumTo { get; init; }

    /// <summary>Bits of the raw value, for <see cref="FieldSpec.Sign"/>.</summary>
    public int SignBits { get; init; }

    public bool IsDynamic => Scale is not null || Offset is not null;

    /// <summary>Whether the raw value goes through more than scale, offset, round and clamp.</summary>
    public bool IsInvolved => Transform is not null || IsDynamic || UtcOffset is not null || Field is { Sign: not SignCoding.None } or { Lookup: not null } or { Pieces.Count: > 0 };

    /// <summary>Whether anything needs the value.</summary>
    public bool IsUseful => Metric is not null || Targets.Length > 0 || Field.Valid is not null || Field.IsEventTime;

    /// <summary>Raw to shown: linear, rounded half away from zero, clamped. NaN stays.</summary>
    public double Shape(double raw)
    {
        var value = (Field.Pieces.Count > 0 ? PieceOf(raw) : Field.Linear) is { } linear ? Rounded(linear, raw) : Field.Round is { } digits ? Round(raw, digits) : raw;
        return Field.Clamp is { } clamp ? value < clamp.Min ? clamp.Min : value > clamp.Max ? clamp.Max : value : value;
    }

    /// <summary>Whether the raw value is one that means "no value".</summary>
    public bool IsAbsent(double raw)
    {
        foreach (var range in Absent)
        {
            if (range.Contains(raw)) return true;
        }

        return false;
    }

    /// <summary>Whether the value is one that <c>valid</c> allows, its expression apart.</summary>
    public static bool IsValid(ValidSpec valid, double value) =>
        (valid.Min is not { } min || value >= min)
        && (valid.Max is not { } max || value <= max)
        && (valid.AnyOf.Count == 0 || valid.AnyOf.Contains(value));

    /// <returns>null when the last range has an end and the value lies behind it.</returns>
    private Linear? PieceOf(double raw)
    {
        foreach (var piece in Field.Pieces)
        {
            if (raw < piece.Below) return piece.Linear;
        }

        return null;
    }

    /// <summary>Rounds before the last division, so that 1.005 with two digits is 1.01.</summary>
    private double Rounded(Linear linear, double raw)
    {
        if (Field.Round is not { } digits) return linear.Apply(raw);
        var power = Powers[digits];
        return Math.Round(((raw * linear.Factor) + linear.Addend) * power / linear.Divisor, MidpointRounding.AwayFromZero) / power;
    }

    private static double Round(double value, int digits) =>
        Math.Round(value * Powers[digits], MidpointRounding.AwayFromZero) / Powers[digits];

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];
}
