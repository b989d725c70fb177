namespace IotLink.Core.Products;

/// <summary>What stands in the bytes at a field's place.</summary>
public abstract record FieldType;

/// <summary>A whole number of 1 to 8 bytes.</summary>
/// <param name="WordSwapped">Two 16-bit words, the low word first, each in <paramref name="Order"/> (Modbus registers).</param>
public sealed record IntegerType(int Bytes, bool Signed, ByteOrder Order, bool WordSwapped = false) : FieldType;

/// <param name="WordSwapped">As with whole numbers.</param>
public sealed record FloatType(FloatFormat Format, ByteOrder Order, bool WordSwapped = false) : FieldType
{
    public int Bytes => Format switch { FloatFormat.Double => 8, FloatFormat.Single => 4, _ => 2 };
}

/// <summary>Bits of a byte stream read from the most significant side, or from the least with <paramref name="Order"/> little.</summary>
/// <param name="AreDigits">Each four bits are a decimal digit.</param>
public sealed record BitsType(int Count, bool Signed, ByteOrder Order, bool AreDigits = false) : FieldType;

/// <summary>One byte; anything but 0 is true.</summary>
public sealed record BooleanType : FieldType;

/// <summary>Binary-coded decimal digits, two to the byte; an odd first nibble is padding.</summary>
/// <param name="Order">Little: the byte with the lowest digits comes first.</param>
public sealed record BcdType(int Digits, ByteOrder Order = ByteOrder.Big) : FieldType
{
    public int Bytes => (Digits + 1) / 2;
}

/// <summary>A decimal floating-point number of IEEE 11073: 4 + 12 bits, or 8 + 24 bits when wide.</summary>
public sealed record DecimalFloatType(bool Wide, ByteOrder Order) : FieldType
{
    public int Bytes => Wide ? 4 : 2;
}

/// <summary>A binary floating-point number of its maker's own layout: sign, exponent, mantissa, from the most significant bit on.</summary>
public sealed record SmallFloatType(int SignBits, int ExponentBits, int MantissaBits, int Bias, ByteOrder Order) : FieldType
{
    public int Bytes => (SignBits + ExponentBits + MantissaBits) / 8;
}

/// <summary>A number written in ASCII digits. What is no number is absent.</summary>
/// <param name="Radix">10 or 16.</param>
/// <param name="Digits">Characters; null: the field's size, or up to its terminator.</param>
public sealed record NumeralType(int Radix, int? Digits) : FieldType;

/// <summary>A whole number of 7-bit groups, each byte but the last with its top bit set.</summary>
/// <param name="Signed">Zig-zag coded: 0, -1, 1, -2.</param>
/// <param name="Order">Little: the lowest group first (LEB128).</param>
public sealed record VarintType(bool Signed, ByteOrder Order) : FieldType
{
    public const int MaxBytes = 8;
}

/// <summary>A point in time: to expressions its seconds since 1970, as a metric a text.</summary>
public sealed record TimeType(TimeFormat Format, ByteOrder Order) : FieldType
{
    /// <summary>What seconds and milliseconds are counted from, in seconds since 1970.</summary>
    public double Epoch { get; init; }

    /// <summary>The order of a time in parts: y (from 2000) or Y (four digits), m, d, h, n for minutes, s.</summary>
    public string Parts { get; init; } = "";

    /// <summary>How a text is written (.NET pattern); null: ISO 8601.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether it is one number in the bytes.</summary>
    public bool IsCount => Format is TimeFormat.Seconds or TimeFormat.Milliseconds;

    /// <summary>Bytes it takes; a text takes as many as its field has.</summary>
    public int Bytes => Format switch
    {
        TimeFormat.Milliseconds => 8,
        TimeFormat.MeterDate => 2,
        TimeFormat.Parts or TimeFormat.Bcd => Parts.Length + (Parts.Contains('Y', StringComparison.Ordinal) ? 1 : 0),
        _ => 4,
    };
}

/// <summary>Characters: as many bytes as the field's size, or up to a terminator.</summary>
public sealed record TextType(bool Terminated) : FieldType;

/// <summary>Bytes shown as lower-case hexadecimal digits.</summary>
/// <param name="Reversed">The last byte first.</param>
public sealed record HexType(bool Reversed = false) : FieldType;

/// <summary>Bytes that mean nothing here: skipped, or compared with <c>contents</c>.</summary>
public sealed record BytesType : FieldType;

/// <summary>A type of the spec's own, with arguments for its <c>params</c>.</summary>
public sealed record NamedType(string Name, IReadOnlyList<SpecExpression> Arguments) : FieldType;

/// <summary>Fields written in place, in the scope of the type around them; for conditions, loops and windows over several fields.</summary>
public sealed record BlockType(IReadOnlyList<FieldSpec> Fields) : FieldType;

/// <summary>What follows depends on a value, a number or a text.</summary>
/// <param name="Default">The <c>_</c> case; null: an unknown value ends the message, what is decoded so far is kept.</param>
public sealed record SwitchType(SpecExpression On, IReadOnlyList<SwitchCase> Cases, IReadOnlyList<FieldSpec>? Default) : FieldType
{
    /// <summary>The fields of every case.</summary>
    public IEnumerable<IReadOnlyList<FieldSpec>> Branches() => Cases.Select(c => c.Fields).Append(Default ?? []);
}

/// <param name="Keys">The values it is for: one, several (<c>1, 4, 7</c>) or ranges (<c>0x10..0x1f</c>).</param>
public sealed record SwitchCase(IReadOnlyList<SwitchKey> Keys, IReadOnlyList<FieldSpec> Fields);

/// <param name="Word">As written, for a switch on a text.</param>
/// <param name="Range">null when it is no whole number and no range of them.</param>
public sealed record SwitchKey(string Word, (long From, long To)? Range, SpecPlace Place);

public enum FloatFormat : byte { Half, Brain, Single, Double }

/// <summary>How a device writes a point in time.</summary>
public enum TimeFormat : byte
{
    Seconds,
    Milliseconds,

    /// <summary>A byte for each part.</summary>
    Parts,

    /// <summary>Two decimal digits for each part.</summary>
    Bcd,

    /// <summary>EN 13757-3 type F: date and time packed into four bytes.</summary>
    MeterTime,

    /// <summary>EN 13757-3 type G: a date packed into two bytes.</summary>
    MeterDate,
    Text,
}
