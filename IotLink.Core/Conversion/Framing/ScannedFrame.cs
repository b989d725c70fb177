using IotLink.Core.Messages;

namespace IotLink.Core.Conversion.Framing;

/// <summary>
/// What the scanner found next in a byte stream. Its memory is valid until the next read of the scanner or the advance of the buffer:
/// copy what must live longer.
/// </summary>
public readonly record struct ScannedFrame
{
    public FrameKind Kind { get; init; }

    /// <summary>The bytes as they arrived, marks, escapes and checksum included: this is what a message carries and the archive keeps.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The frame with its escapes undone.</summary>
    public ReadOnlyMemory<byte> Plain { get; init; }

    /// <summary>What the spec's <c>seq</c> reads. Empty when refused.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The checksum's bytes as found; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Checksum { get; init; }

    /// <summary>Set when <see cref="Kind"/> is <see cref="FrameKind.Refused"/>.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Nothing after this can be trusted: answer if there is an answer, then close the connection.</summary>
    public bool MustClose { get; init; }
}

/// <summary>
/// <see cref="KeepAlive"/>: a bare byte between frames, no answer. <see cref="Heartbeat"/>: a frame that says "still here", answered
/// and not stored.
/// </summary>
public enum FrameKind : byte { Data, Login, Heartbeat, KeepAlive, Refused }
