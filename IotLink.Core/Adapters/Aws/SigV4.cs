using System.Security.Cryptography;
using System.Text;

namespace IotLink.Core.Adapters.Aws;

/// <summary>AWS Signature Version 4 for a request whose signed headers are given. Pure; the published vectors are its tests.</summary>
internal static class SigV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <param name="path">As it goes over the wire, escaped once.</param>
    /// <param name="query">Without the question mark.</param>
    /// <param name="headers">Those to be signed, names in lower case.</param>
    /// <param name="stamp"><c>yyyyMMddTHHmmssZ</c>.</param>
    /// <returns>The value of the Authorization header.</returns>
    public static string Authorization(
        string method, string path, string query, IReadOnlyDictionary<string, string> headers, string bodyHash,
        AwsCredentials credentials, string region, string service, string stamp)
    {
        var sorted = headers.OrderBy(h => h.Key, StringComparer.Ordinal).ToList();
        var names = string.Join(';', sorted.Select(h => h.Key));
        var canonical = new StringBuilder()
            .Append(method).Append('\n').Append(CanonicalPath(path)).Append('\n').Append(CanonicalQuery(query)).Append('\n')
            .AppendJoin("", sorted.Select(h => $"{h.Key}:{Squeezed(h.Value)}\n"))
            .Append('\n').Append(names).Append('\n').Append(bodyHash);

        var scope = $"{stamp[..8]}/{region}/{service}/aws4_request";
        var toSign = $"{Algorithm}\n{stamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical.ToString()))}";
        var signature = Convert.ToHexStringLower(Mac(SigningKey(credentials.SecretAccessKey, stamp[..8], region, service), toSign));
        return $"{Algorithm} Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    public static string Hash(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private static byte[] SigningKey(string secret, string day, string region, string service) =>
        Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + secret), day), region), service), "aws4_request");

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    /// <summary>Every service but S3 wants the escaped path escaped once more.</summary>
    private static string CanonicalPath(string path) =>
        path.Length == 0 ? "/" : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string CanonicalQuery(string query)
    {
        if (query.Length == 0) return "";
        var pairs = query.Split('&').Select(p => p.Split('=', 2)).Select(p => (Name: Escaped(p[0]), Value: p.Length > 1 ? Escaped(p[1]) : ""));
        return string.Join('&', pairs.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value}"));
    }

    private static string Escaped(string part) => Uri.EscapeDataString(Uri.UnescapeDataString(part));

    private static string Squeezed(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
