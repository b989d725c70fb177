namespace IotLink.Core.Products.Vocabulary;

/// <summary>One key of the spec language, for editors, the JSON Schema and the reference page.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Doc">One sentence.</param>
/// <param name="Example">A YAML value of this key as it stands behind the colon.</param>
public sealed record SpecKey(string Name, KeyShape Shape, string Doc, string Example)
{
    /// <summary>The words it takes when <see cref="Shape"/> is <see cref="KeyShape.Choice"/>; for other shapes words to offer.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The section of its inside, for <see cref="KeyShape.Section"/>, <see cref="KeyShape.SectionList"/> and <see cref="KeyShape.SectionMap"/>.</summary>
    public string? Section { get; init; }

    public bool IsRequired { get; init; }
}

/// <summary>What stands behind a key's colon.</summary>
public enum KeyShape
{
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>Decimal or <c>0x</c> hexadecimal.</summary>
    WholeNumber,
    Number,

    /// <summary>A number or a list of numbers.</summary>
    Numbers,

    /// <summary>Whole numbers: one, a list, or ranges such as <c>3..9</c>.</summary>
    WholeNumbers,

    /// <summary>A number, a fraction such as <c>1/1800000</c>, or an expression.</summary>
    Factor,
    Expression,

    /// <summary>A text with <c>{expression}</c> in it.</summary>
    Template,

    /// <summary>One byte, a list of bytes, or a quoted ASCII text.</summary>
    Bytes,

    /// <summary>One of <see cref="SpecKey.Choices"/>.</summary>
    Choice,

    /// <summary>A list of texts; <c>~</c> leaves one out.</summary>
    Texts,

    /// <summary>A mapping with the keys of <see cref="SpecKey.Section"/>.</summary>
    Section,

    /// <summary>A list of such mappings.</summary>
    SectionList,

    /// <summary>A mapping of names of one's own to such mappings.</summary>
    SectionMap,

    /// <summary>A type's name, or a mapping with the keys of the section <c>switch</c>.</summary>
    Type,

    /// <summary>A mapping of numbers to texts, or the name of one under <c>enums</c>.</summary>
    Enum,

    /// <summary>A mapping of names of one's own to a mapping of numbers to texts.</summary>
    Enums,

    /// <summary>A mapping of numbers to numbers; <c>_</c> for all others.</summary>
    Lookup,

    /// <summary>A value, a list of values, or a mapping with the keys of <see cref="SpecKey.Section"/>.</summary>
    Valid,

    /// <summary>A mapping of values to a type's name, a field or a list of fields.</summary>
    Cases,

    /// <summary>A type's name, a field or a list of fields.</summary>
    Case,

    /// <summary>A mapping of metric names to values.</summary>
    Values,

    /// <summary>A list of such mappings.</summary>
    ValuesList,

    /// <summary>A word, or a mapping with the keys of <see cref="SpecKey.Section"/>.</summary>
    ChoiceOrSection,

    /// <summary>A mapping of names to a text, or to a mapping with the keys of <see cref="SpecKey.Section"/>.</summary>
    TextOrSectionMap,

    /// <summary>A text, or a mapping with the keys of <see cref="SpecKey.Section"/>.</summary>
    TextOrSection,

    /// <summary>A mapping of bytes to bytes.</summary>
    ByteMap,

    /// <summary>Whatever the document's standard says; passed on unread.</summary>
    Any,
}
