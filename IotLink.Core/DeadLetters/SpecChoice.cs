namespace IotLink.Core.DeadLetters;

/// <summary>With which spec letters are tried.</summary>
/// <param name="Version">For <see cref="SpecChoiceKind.Version"/>.</param>
/// <param name="Text">For <see cref="SpecChoiceKind.Draft"/>: the YAML.</param>
public sealed record SpecChoice(SpecChoiceKind Kind, int Version = 0, string? Text = null)
{
    /// <summary>A draft longer than this is refused.</summary>
    public const int LongestText = 256 * 1024;

    public static SpecChoice Published { get; } = new(SpecChoiceKind.Published);

    public static SpecChoice Every { get; } = new(SpecChoiceKind.Every);

    public static SpecChoice OfVersion(int version) => new(SpecChoiceKind.Version, version);

    public static SpecChoice OfDraft(string text) => new(SpecChoiceKind.Draft, 0, text);
}

public enum SpecChoiceKind : byte
{
    /// <summary>What is in force now.</summary>
    Published,
    Version,
    Draft,
    /// <summary>Each version and draft there is: which one would help?</summary>
    Every,
}
