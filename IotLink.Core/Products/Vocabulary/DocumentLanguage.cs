namespace IotLink.Core.Products.Vocabulary;

/// <summary>The words of one kind of document: what its editor offers, its JSON Schema and its page of keys are made of.</summary>
/// <param name="Name"><c>spec</c>, <c>contract</c>, <c>rule</c> or <c>formula</c>.</param>
/// <param name="Sections">The top of a document comes first.</param>
public sealed record DocumentLanguage(string Name, string Title, IReadOnlyList<SpecSection> Sections)
{
    /// <summary>
    /// A document with this key has another top: the section of the same name, which holds a list. null when there is one kind of top.
    /// </summary>
    public string? ListKey { get; init; }

    /// <summary>The keys a document may begin with, those of the list included.</summary>
    public IEnumerable<SpecKey> TopKeys =>
        ListKey is null ? Sections[0].Keys : Sections[0].Keys.Concat(Section(ListKey).Keys).DistinctBy(k => k.Name);

    /// <exception cref="KeyNotFoundException">There is no such section.</exception>
    public SpecSection Section(string name) =>
        Sections.FirstOrDefault(s => s.Name == name) ?? throw new KeyNotFoundException($"No section '{name}'.");
}
