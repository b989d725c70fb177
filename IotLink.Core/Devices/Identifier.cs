namespace IotLink.Core.Devices;

/// <summary>
/// The one grammar of every id: 1 to 128 characters of <c>A-Z a-z 0-9 _ - :</c>, which is what AWS IoT allows in a thing name,
/// so that a device is the same word in a topic, a registry and a shadow.
/// </summary>
public static class Identifier
{
    public const int MaxLength = 128;

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or ':')) return false;
        }

        return true;
    }

    internal static FormatException Fault(string kind, string? text) =>
        new($"'{text}' is not a {kind}: 1 to {MaxLength} characters of A-Z a-z 0-9 _ - : are allowed.");
}
