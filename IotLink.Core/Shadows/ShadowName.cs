namespace IotLink.Core.Shadows;

/// <summary>Which shadow: of a thing, classic or named. Each has a document and a version of its own.</summary>
/// <param name="Thing">The device, in AWS's word.</param>
/// <param name="Name">null: the classic shadow.</param>
public readonly record struct ShadowName(string Thing, string? Name)
{
    public const int MaxThing = 128;
    public const int MaxName = 64;

    /// <summary>What all its topics begin with, without a slash at the end.</summary>
    public string Prefix => Name is null ? $"$aws/things/{Thing}/shadow" : $"$aws/things/{Thing}/shadow/name/{Name}";

    /// <summary>Letters, digits, <c>:</c>, <c>_</c> and <c>-</c>.</summary>
    public static bool IsWord(ReadOnlySpan<char> text, int longest)
    {
        if (text.IsEmpty || text.Length > longest) return false;
        foreach (var c in text) if (!char.IsAsciiLetterOrDigit(c) && c is not (':' or '_' or '-')) return false;
        return true;
    }

    public override string ToString() => Name is null ? Thing : $"{Thing}/{Name}";
}
