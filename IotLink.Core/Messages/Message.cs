using IotLink.Core.Devices;

namespace IotLink.Core.Messages;

/// <summary>
/// What any gateway hands over to the stream: payload as it arrived, and who says it sent it. Nothing is interpreted yet.
/// A gateway that must refuse something hands it over too, with <see cref="Refusal"/> set, so that it ends in the dead letters.
/// </summary>
public sealed record Message
{
    /// <summary>The topic's, frame's or path's device; empty (<c>default</c>) only when refused before one was known.</summary>
    public required DeviceId Device { get; init; }

    /// <summary>The hub it came through; null for a stand-alone device and for a hub's own data.</summary>
    public DeviceId? Hub { get; init; }

    /// <summary>The product the message itself claims, if it does.</summary>
    public ProductId? Product { get; init; }

    public Channel Channel { get; init; }

    public MessageType Type { get; init; }

    public MessageRole Role { get; init; }

    public PayloadFormat Format { get; init; }

    /// <summary>LoRaWAN application port, 1 to 255; 0 when the channel has none.</summary>
    public byte FPort { get; init; }

    /// <summary>
    /// The sender's own name for this sending, hashed: two messages of one device with the same key are one, sent twice. 0 when it has none,
    /// and is not said to repeat anything.
    /// </summary>
    public ulong SendKey { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }

    public Refusal? Refusal { get; init; }
}
