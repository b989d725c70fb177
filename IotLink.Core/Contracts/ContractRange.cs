using IotLink.Core.Expressions;

namespace IotLink.Core.Contracts;

/// <summary>Limits of a number or of a text's length; null where there is none.</summary>
public sealed record ContractRange(double? Minimum, double? Maximum, double? Above, double? Below)
{
    public static ContractRange Unlimited { get; } = new(null, null, null, null);

    public bool IsUnlimited => this == Unlimited;

    public bool IsEmpty => (Minimum ?? Above ?? double.MinValue) > (Maximum ?? Below ?? double.MaxValue);

    public bool Contains(double value) =>
        !(value < Minimum) && !(value > Maximum) && !(value <= Above) && !(value >= Below);

    /// <summary><c>0 to 100</c>, <c>at least 0</c>, <c>above 0 and at most 5</c></summary>
    public override string ToString()
    {
        if (this is { Minimum: { } low, Maximum: { } high, Above: null, Below: null }) return $"{Text(low)} to {Text(high)}";
        var parts = new[] { ("at least", Minimum), ("above", Above), ("at most", Maximum), ("below", Below) };
        return string.Join(" and ", parts.Where(p => p.Item2 is not null).Select(p => $"{p.Item1} {Text(p.Item2!.Value)}"));
    }

    private static string Text(double value) => ExpressionPrinter.Number(value);
}
