namespace IotLink.Core.Products.Framing;

/// <summary>Which bytes a frame's checksum covers, and where it stands. Offsets below zero count from the frame's end.</summary>
/// <param name="At">null: right before the end mark.</param>
/// <param name="To">First byte not covered any more; null: up to the checksum.</param>
/// <param name="LittleEndian">Order of the checksum's own bytes.</param>
/// <param name="AsHex">Written as hexadecimal text instead of bytes (<c>*4F</c>).</param>
public sealed record ChecksumRule(ChecksumKind Kind, ChecksumFrom From, int FromOffset, int? To, int? At, bool LittleEndian, bool AsHex)
{
    /// <summary>Bytes it takes in the frame.</summary>
    public int Width => Kind.Width() * (AsHex ? 2 : 1);
}

/// <summary>Where the covered bytes begin: at the frame's first byte, its length field, its payload, or a given offset.</summary>
public enum ChecksumFrom : byte { Start, Length, Payload, Offset }
