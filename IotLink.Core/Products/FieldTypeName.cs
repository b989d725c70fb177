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
            case "bytes": return new BytesType();
        }

        if (Digits().Match(name) is { Success: true } bcd)
        {
            var digits = int.Parse(bcd.Groups[1].Value, CultureInfo.InvariantCulture);
            if (digits is < 1 or > 16) fault = "bcd takes 1 to 16 digits.";
            return new BcdType(Math.Clamp(digits, 1, 16));
        }

        if (Bits().Match(name) is { Success: true } bit)
        {
            var count = int.Parse(bit.Groups[2].Value, CultureInfo.InvariantCulture);
            if (count is < 1 or > 64) fault = "A bit field has 1 to 64 bits.";
            return new BitsType(Math.Clamp(count, 1, 64), bit.Groups[1].Value == "sb", Order(bit.Groups[3].Value) ?? bits);
        }

        if (Time().Match(name) is { Success: true } time)
        {
            TimeFormat? format = time.Groups[1].Value switch
            {
                "unix" => TimeFormat.Unix,
                "unix_ms" => TimeFormat.UnixMilliseconds,
                "epoch2000" => TimeFormat.Epoch2000,
                "ymdhms" => TimeFormat.Parts,
                "bcd" => TimeFormat.Bcd,
                _ => null,
            };
            if (format is null) fault = "datetime takes unix, unix_ms, epoch2000, ymdhms or bcd.";
            var numeric = format is TimeFormat.Unix or TimeFormat.UnixMilliseconds or TimeFormat.Epoch2000;
            return new TimeType(format ?? TimeFormat.Unix, Need(time.Groups[2].Value, order, numeric, ref fault));
        }

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
        if (format is null || swapped) fault = "Floating-point types are f2, bf2, f4 and f8.";
        return new FloatType(format ?? FloatFormat.Single, byteOrder);
    }

    private static ByteOrder Need(string suffix, ByteOrder? order, bool needed, ref string? fault)
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

    [GeneratedRegex(@"^bcd\((\d{1,3})\)$")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^datetime\((\w+)\)(le|be)?$")]
    private static partial Regex Time();
}
