using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IotLink.Core.Firmware.Images;

/// <summary>That one device may fetch one image for one execution of a job.</summary>
/// <param name="Until">It is over then, or with the execution, whichever comes first.</param>
public sealed record ImageGrant(string Sha256, string Thing, string JobId, int Number, DateTimeOffset Until)
{
    /// <summary>Where images are fetched.</summary>
    public const string Root = "/api/v1/firmware";

    /// <summary>The address under this host, signed: nobody can make one for another device or image, or make it last longer.</summary>
    public string Address(ReadOnlySpan<byte> key) =>
        FormattableString.Invariant($"{Root}/{Sha256}?thing={Uri.EscapeDataString(Thing)}&job={JobId}&number={Number}&until={Until.ToUnixTimeSeconds()}&signature={Signature(key)}");

    /// <returns>null when it is not one of ours, or something in it was changed.</returns>
    public static ImageGrant? Read(ReadOnlySpan<byte> key, string sha256, string? thing, string? job, string? number, string? until, string? signature)
    {
        if (thing is null || job is null || signature is null) return null;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var execution)) return null;
        if (!long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var second) || second > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) return null;
        var grant = new ImageGrant(sha256, thing, job, execution, DateTimeOffset.FromUnixTimeSeconds(second));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(grant.Signature(key)), Encoding.UTF8.GetBytes(signature)) ? grant : null;
    }

    private string Signature(ReadOnlySpan<byte> key) => Convert.ToHexStringLower(HMACSHA256.HashData(
        key, Encoding.UTF8.GetBytes(FormattableString.Invariant($"firmware\n{Sha256}\n{Thing}\n{JobId}\n{Number}\n{Until.ToUnixTimeSeconds()}"))));
}
