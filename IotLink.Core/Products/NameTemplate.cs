namespace IotLink.Core.Products;

/// <summary>Text with values in it: <c>temperature_{ch}</c>, <c>{major}.{minor:x}</c>. Doubled braces stand for themselves.</summary>
public sealed record NameTemplate(string Text, IReadOnlyList<NameTemplate.Part> Parts)
{
    /// <param name="Literal">Text as it is; null for a value.</param>
    /// <param name="Pattern">How the value is written: <c>x</c>, <c>X4</c>, <c>d2</c>, <c>0.0</c>; null for its shortest form.</param>
    public sealed record Part(string? Literal, SpecExpression? Value, string? Pattern);

    public bool IsConstant => Parts.All(p => p.Literal is not null);
}
