namespace IotLink.Core.Products;

/// <summary>
/// One line of a <c>seq</c>, or an instance. What it may hold is documented in this folder's README; the reader has checked it.
/// </summary>
public sealed record FieldSpec
{
    /// <summary>The name expressions know it by.</summary>
    public string? Id { get; init; }

    /// <summary>What the value is called in the reading; null: it is not a metric.</summary>
    public NameTemplate? Metric { get; init; }

    public string? Unit { get; init; }

    public string? Doc { get; init; }

    /// <summary>null for a computed value.</summary>
    public FieldType? Type { get; init; }

    /// <summary>A computed value; null for what is read from the bytes.</summary>
    public SpecExpression? Value { get; init; }

    public SpecExpression? If { get; init; }

    public RepeatSpec? Repeat { get; init; }

    /// <summary>Bytes the field takes; a sub-type sees no more than these.</summary>
    public SpecExpression? Size { get; init; }

    public bool SizeToEnd { get; init; }

    /// <summary>Read at this offset of the surrounding type's bytes, without moving on.</summary>
    public SpecExpression? Position { get; init; }

    public Linear? Linear { get; init; }

    /// <summary>Digits after the point, half away from zero.</summary>
    public int? Round { get; init; }

    /// <summary>Raw values that mean "no value".</summary>
    public IReadOnlyList<double> Absent { get; init; } = [];

    public (double Min, double Max)? Clamp { get; init; }

    public EnumSpec? Enum { get; init; }

    /// <summary>Names of the bits from the least significant on; null skips one. Each becomes a boolean metric.</summary>
    public IReadOnlyList<string?> Flags { get; init; } = [];

    /// <summary>Text made of other values: <c>"{major}.{minor:x}"</c>.</summary>
    public NameTemplate? Format { get; init; }

    /// <summary>How a point in time is written (.NET pattern); null: ISO 8601 with milliseconds.</summary>
    public string? TimePattern { get; init; }

    public IReadOnlyList<byte>? Contents { get; init; }

    public ValidSpec? Valid { get; init; }

    /// <summary>The byte that ends a text; null: 0 for strz, none for str.</summary>
    public byte? Terminator { get; init; }

    public TextEncoding Encoding { get; init; }

    /// <summary>Bytes are XORed with this key, repeated, before they are read; empty for none.</summary>
    public IReadOnlyList<byte> Xor { get; init; } = [];

    public required SpecPlace Place { get; init; }
}

public enum TextEncoding : byte { Ascii, Utf8, Utf16Be, Utf16Le }

/// <summary>Where in the document something stands.</summary>
public sealed record SpecPlace(int Line, int Column, string Path);
