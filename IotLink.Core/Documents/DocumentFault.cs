namespace IotLink.Core.Documents;

/// <summary>One thing wrong with a registered document, with its place. A document is checked whole: all faults are listed.</summary>
/// <param name="Code">Stable short code, e.g. <c>yaml.syntax</c>, <c>key.unknown</c>, <c>value.type</c>.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Path">Keys down to the place: <c>seq[2].type</c>.</param>
public sealed record DocumentFault(string Code, string Message, int Line, int Column, string Path)
{
    /// <summary>The key to write: in place of an unknown one, or where one is missing; null when nothing can be said for sure.</summary>
    public string? Suggested { get; init; }

    public override string ToString() => $"{Line}:{Column} {Code} {Path}: {Message}";
}
