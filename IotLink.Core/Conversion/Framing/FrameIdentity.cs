using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>Takes the device's id out of a login frame or a field of a frame.</summary>
public static class FrameIdentity
{
    /// <param name="payload">Of a login frame, or of any frame when each carries the id.</param>
    /// <returns>null when <paramref name="device"/> was found, else <see cref="Reason.FrameNoIdentity"/>.</returns>
    public static Refusal? Read(IdentityRule rule, ReadOnlySpan<byte> payload, out DeviceId device)
    {
        device = default;
        if (rule.Source == IdentitySource.Certificate) return No("The client certificate names the device, not the frame.");
        var bytes = rule.Separator is { } separator ? Column(payload, separator, rule.Column) : Field(payload, rule);
        if (bytes.IsEmpty) return No("The frame is too short to hold the device's id.");
        if (Text(rule.Coding, bytes) is not { } text) return No($"The device's id is not {rule.Coding.ToString().ToLowerInvariant()}.");
        if (rule.Digits is { } digits && text.Length > digits) text = text[^digits..];
        return DeviceId.TryParse(rule.Prefix + text, out device) ? null : No("What the frame says is no device id.");
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> payload, IdentityRule rule)
    {
        var size = rule.Size ?? payload.Length - rule.At;
        return size > 0 && rule.At + size <= payload.Length ? payload.Slice(rule.At, size) : default;
    }

    private static ReadOnlySpan<byte> Column(ReadOnlySpan<byte> payload, byte separator, int column)
    {
        foreach (var range in payload.Split(separator))
        {
            if (column-- == 0) return payload[range];
        }

        return default;
    }

    private static string? Text(IdentityCoding coding, ReadOnlySpan<byte> bytes)
    {
        if (coding == IdentityCoding.Ascii) return Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes).TrimEnd('\0', ' ') : null;
        if (coding == IdentityCoding.Decimal) return Number(bytes)?.ToString(CultureInfo.InvariantCulture);
        var hex = Convert.ToHexStringLower(bytes);
        return coding == IdentityCoding.Hex || hex.All(char.IsAsciiDigit) ? hex : null;
    }

    private static ulong? Number(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        8 => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        _ => null,
    };

    private static Refusal No(string detail) => new(Reason.FrameNoIdentity, detail);
}
