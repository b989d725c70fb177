namespace IotLink.Core.Products.Vocabulary;

/// <summary>
/// Every word of the spec language, as data: the editor's completion and hover, the JSON Schema and the reference page are made of it.
/// A test holds it to what the readers take.
/// </summary>
public static partial class SpecVocabulary
{
    /// <summary>The top of a document comes first.</summary>
    public static IReadOnlyList<SpecSection> Sections { get; } =
        [Document, Meta, Message, Type, Field, Switch, Valid, .. ValueSections, .. FramingSections, .. TextSections, Test];

    public static DocumentLanguage Language => new("spec", "IotLink product spec", Sections);

    /// <exception cref="KeyNotFoundException">There is no such section.</exception>
    public static SpecSection Section(string name) =>
        Sections.FirstOrDefault(s => s.Name == name) ?? throw new KeyNotFoundException($"No section '{name}'.");

    internal static SpecKey Key(string name, KeyShape shape, string example, string doc) => new(name, shape, doc, example);

    internal static SpecKey In(string section, string name, KeyShape shape, string example, string doc) => new(name, shape, doc, example) { Section = section };

    internal static SpecKey OneOf(string name, string[] choices, string doc) => new(name, KeyShape.Choice, doc, choices[0]) { Choices = choices };
}
