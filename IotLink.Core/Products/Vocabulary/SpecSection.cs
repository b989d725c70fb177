namespace IotLink.Core.Products.Vocabulary;

/// <summary>A kind of mapping in a spec document and the keys it may have.</summary>
public sealed record SpecSection(string Name, string Doc, IReadOnlyList<SpecKey> Keys);

/// <summary>A word of the language that is no key: a type, a name in expressions, a function.</summary>
public sealed record SpecWord(string Name, string Doc, string Example);
