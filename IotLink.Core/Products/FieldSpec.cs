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

    /// <summary>A computed value; with a <see cref="Type"/> the raw value is turned into this first, and <c>_</c> is the raw value.</summary>
    public SpecExpression? Value { get; init; }

    public SpecExpression? If { get; init; }

    public RepeatSpec? Repeat { get; init; }

    /// <summary>Bytes the field takes; a sub-type sees no more than these.</summary>
    public SpecExpression? Size { get; init; }

    public bool SizeToEnd { get; init; }

    /// <summary>Read at this offset of the surrounding type's bytes, without moving on.</summary>
    public SpecExpression? Position { get; init; }

    public Linear? Linear { get; init; }

    /// <summary>Scale and offset when one of them is an expression; <c>_</c> is the value they work on.</summary>
    public SpecExpression? Scale { get; init; }

    public SpecExpression? Offset { get; init; }

    /// <summary>Numbers for numbers, before all else.</summary>
    public NumberTable? Lookup { get; init; }

    /// <summary>Scales by range, in ascending order.</summary>
    public IReadOnlyList<Piece> Pieces { get; init; } = [];

    public SignCoding Sign { get; init; }

    /// <summary>Digits after the point, half away from zero.</summary>
    public int? Round { get; init; }

    /// <summary>Raw values that mean "no value".</summary>
    public IReadOnlyList<NumberRange> Absent { get; init; } = [];

    /// <summary>Texts that mean "no value".</summary>
    public IReadOnlyList<string> AbsentTexts { get; init; } = [];

    public (double Min, double Max)? Clamp { get; init; }

    public EnumSpec? Enum { get; init; }

    /// <summary>Names of the bits from the least significant on; null skips one. Each becomes a boolean metric.</summary>
    public IReadOnlyList<string?> Flags { get; init; } = [];

    /// <summary>Text made of other values: <c>"{major}.{minor:x}"</c>.</summary>
    public NameTemplate? Format { get; init; }

    /// <summary>How a point in time is written (.NET pattern); null: ISO 8601 with milliseconds.</summary>
    public string? TimePattern { get; init; }

    /// <summary>The value is seconds since 1970 and shown as a point in time.</summary>
    public bool IsTime { get; init; }

    /// <summary>The value, seconds since 1970, is the time of the reading.</summary>
    public bool IsEventTime { get; init; }

    /// <summary>Hours the device's clock is ahead of UTC.</summary>
    public SpecExpression? UtcOffset { get; init; }

    /// <summary>Read in this column (1 for the first) of the surrounding bytes, cut at <see cref="Delimiter"/>.</summary>
    public SpecExpression? Column { get; init; }

    public byte Delimiter { get; init; } = (byte)',';

    /// <summary>Each element of the repetition is a reading of its own.</summary>
    public SampleSpec? Samples { get; init; }

    /// <summary>The value must be the checksum of bytes around it.</summary>
    public FieldChecksum? Checksum { get; init; }

    /// <summary>Spaces and zeros around a text are taken off.</summary>
    public bool Trim { get; init; }

    /// <summary>What stands between the bytes of hexadecimal digits.</summary>
    public string Separator { get; init; } = "";

    /// <summary>Hexadecimal digits are capital letters.</summary>
    public bool IsUpper { get; init; }

    public IReadOnlyList<byte>? Contents { get; init; }

    public ValidSpec? Valid { get; init; }

    /// <summary>The byte that ends a text; null: 0 for strz, none for str.</summary>
    public byte? Terminator { get; init; }

    public TextEncoding Encoding { get; init; }

    /// <summary>What is done to the bytes before they are read.</summary>
    public ByteProcess? Process { get; init; }

    public required SpecPlace Place { get; init; }
}

public enum TextEncoding : byte { Ascii, Utf8, Utf16Be, Utf16Le }

/// <summary>Where in the document something stands.</summary>
public sealed record SpecPlace(int Line, int Column, string Path);
