using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>Bytes of types that always take the same.</summary>
internal static class FieldSizes
{
    public static int BytesOf(FieldType type) => type switch
    {
        IntegerType integer => integer.Bytes,
        FloatType real => real.Bytes,
        BcdType bcd => bcd.Bytes,
        DecimalFloatType real => real.Bytes,
        SmallFloatType real => real.Bytes,
        NumeralType { Digits: { } digits } => digits,
        TimeType time => time.Bytes,
        BooleanType => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Its size depends on the payload."),
    };
}
