using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IotLink.Core.Devices;

namespace IotLink.Core.History;

/// <summary>What a preview was made of, part by part, so that a difference can be named.</summary>
/// <param name="First">First sequence.</param>
/// <param name="Last">Last sequence: the boundary to what comes in meanwhile.</param>
/// <param name="KeptFrom">Set when the archive no longer had the beginning of what was asked for.</param>
/// <param name="Documents">Hash of spec, contract, formulas and rules.</param>
/// <param name="Devices">Hash of the devices and what they hang under.</param>
/// <param name="Generations">Hash of what stood in the place of the past already.</param>
public sealed record ReplayBasis(
    int Shard, long First, long Last, DateTimeOffset? KeptFrom, string Documents, string Devices, string Generations)
{
    /// <summary>One word for all of it.</summary>
    public string Hash => HashOf([First.ToString(CultureInfo.InvariantCulture), Last.ToString(CultureInfo.InvariantCulture), Documents, Devices, Generations]);

    public static string HashOf(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    public static string HashOf(IEnumerable<Device> devices) => HashOf(devices
        .OrderBy(d => d.Id.Value, StringComparer.Ordinal)
        .Select(d => $"{d.Id} {d.Product} {d.Hub} {d.ReportingPeriod.Ticks}"));

    /// <summary>What is no longer as it was; null when nothing is.</summary>
    public string? DifferenceTo(ReplayBasis now) =>
        First != now.First ? "The archive no longer holds the beginning of the range."
        : Last != now.Last ? "The range ends elsewhere in the archive."
        : Documents != now.Documents ? "The contract, the formulas or the rules in force are others now."
        : Devices != now.Devices ? "The product's devices, or what they hang under, have changed."
        : Generations != now.Generations ? "The same past has been decoded again, or rolled back, meanwhile."
        : null;
}
