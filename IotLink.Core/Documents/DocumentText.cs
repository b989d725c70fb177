using System.Security.Cryptography;
using System.Text;

namespace IotLink.Core.Documents;

/// <summary>The one form a document's text is kept, compared and hashed in: lines end with a line feed, the last one too.</summary>
public static class DocumentText
{
    /// <summary>Characters of the longest text that is taken.</summary>
    public const int MaxLength = 256 * 1024;

    public static string Normalize(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimStart('\uFEFF').TrimEnd('\n', ' ', '\t');
        return lines.Length == 0 ? "" : lines + "\n";
    }

    /// <summary>SHA-256 over the UTF-8 bytes of the normalized text, as 64 lower-case hex digits.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Normalize(text))));
}
