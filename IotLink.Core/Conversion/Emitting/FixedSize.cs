using IotLink.Core.Conversion.Plans;
using IotLink.Core.Expressions;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>How many bytes steps take when that is known beforehand, so that one check serves a whole run of them.</summary>
internal static class FixedSize
{
    /// <returns>null when it depends on the payload.</returns>
    public static int? BitsOf(PlanStep step) => step switch
    {
        NumberStep { Type: BitsType bits } => bits.Count,
        NumberStep { Type: VarintType or NumeralType { Digits: null } or TimeType { Format: TimeFormat.Text } } => null,
        NumberStep number => 8 * FieldSizes.BytesOf(number.Type),
        BytesStep { Field.Contents: { } contents } => 8 * contents.Count,
        WindowStep { Process: null, Inner: BytesStep { Field.Contents: null } } window when Constant(window) is { } size => 8 * size,
        ComputeStep => 0,
        _ => null,
    };

    /// <summary>The bytes from <paramref name="from"/> on to where the size stops being known.</summary>
    public static int Run(PlanStep[] steps, int from, EmitPosition position)
    {
        for (var i = from; i < steps.Length && BitsOf(steps[i]) is { } bits; i++)
        {
            if (steps[i] is not (ComputeStep or NumberStep { Type: BitsType })) position = position.Aligned();
            position = position.After(bits);
        }

        return position.Used;
    }

    public static int? Constant(WindowStep window) =>
        window.Size?.Source.Root is NumberNode { Value: >= 0 and <= SpecLimits.PayloadLength and var size } && size == Math.Truncate(size) ? (int)size : null;
}
