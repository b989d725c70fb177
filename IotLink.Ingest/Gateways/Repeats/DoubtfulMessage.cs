using System.IO.Hashing;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways.Repeats;

/// <summary>A message that went into the stream while its device may not have heard so: the only thing a repeat can be a repeat of.</summary>
/// <param name="PacketId">MQTT's packet id; 0 when there is none or it is not known any more.</param>
/// <param name="Commit">Where to ask whether it is durable; null when it is.</param>
internal sealed record DoubtfulMessage(ulong Fingerprint, ushort PacketId = 0, CommitMark? Commit = null, long Tag = 0)
{
    public static ulong FingerprintOf(Message message) =>
        XxHash3.HashToUInt64(message.Payload.Span, ((long)message.Type << 16) | ((long)message.Role << 8) | (long)message.Format);

    public bool IsDurable => Commit?.Reaches(Tag) ?? true;

    /// <returns>false when it never became durable: what looks like its repeat is the message itself.</returns>
    public Task<bool> IsDurableAsync() => Commit?.ReachesAsync(Tag) ?? Task.FromResult(true);
}
