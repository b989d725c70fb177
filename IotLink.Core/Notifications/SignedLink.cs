using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IotLink.Core.Notifications;

/// <summary>
/// What a link in a message allows: one person, one subject, until a time. Whoever holds the link may do that one thing, so it says nothing
/// else and ends soon.
/// </summary>
public sealed record SignedLink(string Subject, string Person, DateTimeOffset Until)
{
    private const string Purpose = "ack.1";

    public string ToToken(byte[] key)
    {
        var body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Subject}\n{Person}\n{Until.ToUnixTimeSeconds()}"));
        return $"{Base64Url.EncodeToString(body)}.{Base64Url.EncodeToString(Mac(key, body))}";
    }

    /// <returns>null for anything that was not signed with this key, or is over.</returns>
    public static SignedLink? Read(string? token, byte[] key, DateTimeOffset now)
    {
        if (token is not { Length: < 1024 } || token.Split('.') is not [var first, var second]) return null;
        if (!Base64Url.IsValid(first) || !Base64Url.IsValid(second)) return null;
        var body = Base64Url.DecodeFromChars(first);
        if (!CryptographicOperations.FixedTimeEquals(Mac(key, body), Base64Url.DecodeFromChars(second))) return null;
        if (Encoding.UTF8.GetString(body).Split('\n') is not [var subject, var person, var seconds]) return null;
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var until)) return null;
        var link = new SignedLink(subject, person, DateTimeOffset.FromUnixTimeSeconds(until));
        return link.Until > now ? link : null;
    }

    private static byte[] Mac(byte[] key, byte[] body) => HMACSHA256.HashData(key, (byte[])[.. Encoding.ASCII.GetBytes(Purpose), 0, .. body]);
}
