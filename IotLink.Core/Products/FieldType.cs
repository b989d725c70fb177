namespace IotLink.Core.Products;

/// <summary>What stands in the bytes at a field's place.</summary>
public abstract record FieldType;

/// <summary>A whole number of 1 to 8 bytes.</summary>
/// <param name="WordSwapped">Two 16-bit words, the low word first, each in <paramref name="Order"/> (Modbus registers).</param>
public sealed record IntegerType(int Bytes, bool Signed, ByteOrder Order, bool WordSwapped = false) : FieldType;

public sealed record FloatType(FloatFormat Format, ByteOrder Order) : FieldType
{
    public int Bytes => Format switch { FloatFormat.Double => 8, FloatFormat.Single => 4, _ => 2 };
}

/// <summary>Bits of a byte stream read from the most significant side, or from the least with <paramref name="Order"/> little.</summary>
public sealed record BitsType(int Count, bool Signed, ByteOrder Order) : FieldType;

/// <summary>One byte; anything but 0 is true.</summary>
public sealed record BooleanType : FieldType;

/// <summary>Binary-coded decimal digits, two to the byte; an odd first nibble is padding.</summary>
public sealed record BcdType(int Digits) : FieldType
{
    public int Bytes => (Digits + 1) / 2;
}

/// <summary>A point in time, shown as text.</summary>
public sealed record TimeType(TimeFormat Format, ByteOrder Order) : FieldType
{
    public int Bytes => Format switch { TimeFormat.UnixMilliseconds => 8, TimeFormat.Parts or TimeFormat.Bcd => 6, _ => 4 };
}

/// <summary>Characters: as many bytes as the field's size, or up to a terminator.</summary>
public sealed record TextType(bool Terminated) : FieldType;

/// <summary>Bytes shown as lower-case hexadecimal digits.</summary>
public sealed record HexType : FieldType;

/// <summary>Bytes that mean nothing here: skipped, or compared with <c>contents</c>.</summary>
public sealed record BytesType : FieldType;

/// <summary>A type of the spec's own, with arguments for its <c>params</c>.</summary>
public sealed record NamedType(string Name, IReadOnlyList<SpecExpression> Arguments) : FieldType;

/// <summary>What follows depends on a value.</summary>
/// <param name="Default">The <c>_</c> case; null: an unknown value ends the message, what is decoded so far is kept.</param>
public sealed record SwitchType(
    SpecExpression On,
    IReadOnlyDictionary<long, IReadOnlyList<FieldSpec>> Cases,
    IReadOnlyList<FieldSpec>? Default) : FieldType;

public enum FloatFormat : byte { Half, Brain, Single, Double }

/// <summary>How a device writes a point in time.</summary>
public enum TimeFormat : byte { Unix, UnixMilliseconds, Epoch2000, Parts, Bcd }
