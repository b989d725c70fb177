using System.Globalization;
using System.Text.RegularExpressions;

namespace IotLink.Core.Products;

/// <summary>Reads the names of built-in types: <c>u2</c>, <c>s3be</c>, <c>f4le</c>, <c>b12</c>, <c>bcd(6)</c>, <c>datetime(unix)</c>.</summary>
internal static partial class FieldTypeName
{
    /// <param name="order">The spec's byte order; null when it states none.</param>
    /// <param name="fault">Why a name that looks built-in is not usable; null otherwise.</param>
    /// <returns>null when this is no built-in type.</returns>
    public static FieldType? Read(string name, ByteOrder? order, ByteOrder bits, out string? fault)
    {
        fault = null;
        switch (name)
        {
            case "bool": return new BooleanType();
            case "str": return new TextType(Terminated: false);
            case "strz": return new TextType(Terminated: true);
            case "hex": return new HexType();
            case "hexle": return new HexType(Reversed: true);
            case "dec": return new NumeralType(10, null);
            case "hexdec": return new NumeralType(16, null);
            case "varint": return new VarintType(Signed: false, ByteOrder.Little);
            case "svarint": return new VarintType(Signed: true, ByteOrder.Little);
            case "vlq": return new VarintType(Signed: false, ByteOrder.Big);
            case "bytes": return new BytesType();
        }

        if (Digits().Match(name) is { Success: true } bcd)
        {
            var digits = int.Parse(bcd.Groups[2].Value, CultureInfo.InvariantCulture);
            if (digits is < 1 or > 16) fault = "bcd takes 1 to 16 digits.";
            digits = Math.Clamp(digits, 1, 16);
            return bcd.Groups[1].Value == "n"
                ? new BitsType(4 * digits, false, Order(bcd.Groups[3].Value) ?? bits, AreDigits: true)
                : new BcdType(digits, Order(bcd.Groups[3].Value) ?? ByteOrder.Big);
        }

        if (Numerals().Match(name) is { Success: true } numeral)
        {
            var characters = int.Parse(numeral.Groups[2].Value, CultureInfo.InvariantCulture);
            if (characters is < 1 or > 20) fault = "dec and hexdec take 1 to 20 characters.";
            return new NumeralType(numeral.Groups[1].Value == "dec" ? 10 : 16, Math.Clamp(characters, 1, 20));
        }

        if (OwnFloat(name, order, ref fault) is { } small) return small;

        if (Bits().Match(name) is { Success: true } bit)
        {
            var count = int.Parse(bit.Groups[2].Value, CultureInfo.InvariantCulture);
            if (count is < 1 or > 64) fault = "A bit field has 1 to 64 bits.";
            return new BitsType(Math.Clamp(count, 1, 64), bit.Groups[1].Value == "sb", Order(bit.Groups[3].Value) ?? bits);
        }

        if (TimeTypeName.Read(name, order, ref fault) is { } time) return time;
        return Number(name, order, ref fault);
    }

    private static FieldType? Number(string name, ByteOrder? order, ref string? fault)
    {
        if (Numbers().Match(name) is not { Success: true } match) return null;
        var (kind, bytes) = (match.Groups[1].Value, match.Groups[2].Value[0] - '0');
        var swapped = match.Groups[3].Value == "ws";
        var byteOrder = swapped ? order ?? ByteOrder.Big : Need(match.Groups[4].Value, order, bytes > 1, ref fault);
        if (swapped && bytes != 4) fault = "Only 4-byte types can be word-swapped.";
        if (kind is "u" or "s")
        {
            if (bytes is < 1 or > 8) fault = "Whole numbers have 1 to 8 bytes.";
            return new IntegerType(Math.Clamp(bytes, 1, 8), kind == "s", byteOrder, swapped && bytes == 4);
        }

        FloatFormat? format = (kind, bytes) switch
        {
            ("f", 2) => FloatFormat.Half,
            ("bf", 2) => FloatFormat.Brain,
            ("f", 4) => FloatFormat.Single,
            ("f", 8) => FloatFormat.Double,
            _ => null,
        };
        if (format is null) fault = "Floating-point types are f2, bf2, f4 and f8.";
        return new FloatType(format ?? FloatFormat.Single, byteOrder, swapped && format == FloatFormat.Single);
    }

    /// <summary><c>sfloat</c>, <c>mfloat</c>, <c>float(1, 5, 10)</c>, <c>float(0, 4, 12, 15)</c>: bits of sign, exponent and mantissa, and the bias.</summary>
    private static FieldType? OwnFloat(string name, ByteOrder? order, ref string? fault)
    {
        if (MedicalFloat().Match(name) is { Success: true } medical)
            return new DecimalFloatType(medical.Groups[1].Value == "m", Need(medical.Groups[2].Value, order, needed: true, ref fault));
        if (Layout().Match(name) is not { Success: true } layout) return null;
        var parts = Enumerable.Range(1, 3).Select(i => int.Parse(layout.Groups[i].Value, CultureInfo.InvariantCulture)).ToArray();
        var sum = parts.Sum();
        if (parts[0] > 1 || parts[1] is < 1 or > 11 || parts[2] is < 1 or > 52 || sum % 8 != 0 || sum > 64)
        {
            fault = "float(sign, exponent, mantissa) takes 0 or 1, 1 to 11 and 1 to 52 bits, together whole bytes.";
            return new SmallFloatType(1, 5, 10, 15, ByteOrder.Big);
        }

        var bias = layout.Groups[4].Success ? int.Parse(layout.Groups[4].Value, CultureInfo.InvariantCulture) : (1 << (parts[1] - 1)) - 1;
        return new SmallFloatType(parts[0], parts[1], parts[2], bias, Need(layout.Groups[5].Value, order, sum > 8, ref fault));
    }

    internal static ByteOrder Need(string suffix, ByteOrder? order, bool needed, ref string? fault)
    {
        var known = Order(suffix) ?? order;
        if (known is null && needed) fault = "Say the byte order: 'meta: {endian: be}' for all, or a type such as u2be.";
        return known ?? ByteOrder.Big;
    }

    private static ByteOrder? Order(string suffix) => suffix switch { "le" => ByteOrder.Little, "be" => ByteOrder.Big, _ => null };

    [GeneratedRegex(@"^(u|s|f|bf)(\d)(ws)?(le|be)?$")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(b|sb)(\d{1,3})(le|be)?$")]
    private static partial Regex Bits();

    [GeneratedRegex(@"^(s|m)float(le|be)?$")]
    private static partial Regex MedicalFloat();

    [GeneratedRegex(@"^float\(\s*(\d),\s*(\d{1,2}),\s*(\d{1,2})(?:,\s*(-?\d{1,4}))?\s*\)(le|be)?$")]
    private static partial Regex Layout();

    [GeneratedRegex(@"^(dec|hexdec)\((\d{1,3})\)$")]
    private static partial Regex Numerals();

    [GeneratedRegex(@"^(n?)bcd\((\d{1,3})\)(le|be)?$")]
    private static partial Regex Digits();
}
