using System.Buffers;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>An MQTT fixed header: packet type, flags and the length of what follows.</summary>
internal readonly record struct PacketHeader(byte First, int Length, int Body)
{
    private const int MaxLengthBytes = 4;

    public int Type => First >> 4;

    public bool IsPublish => Type == 3;

    public bool IsConnect => Type == 1;

    public int QoS => (First >> 1) & 3;

    public bool IsRetained => (First & 1) != 0;

    public bool Dup => (First & 8) != 0;

    public int Total => Length + Body;

    /// <returns>false when the header is not complete yet; a header that can never be one has a negative <see cref="Body"/>.</returns>
    public static bool TryRead(in ReadOnlySequence<byte> buffer, out PacketHeader header)
    {
        header = default;
        Span<byte> bytes = stackalloc byte[1 + MaxLengthBytes];
        var available = (int)Math.Min(buffer.Length, bytes.Length);
        buffer.Slice(0, available).CopyTo(bytes);
        var body = 0;
        for (var i = 1; i < available; i++)
        {
            body |= (bytes[i] & 0x7f) << (7 * (i - 1));
            if ((bytes[i] & 0x80) != 0) continue;
            header = new(bytes[0], i + 1, body);
            return true;
        }

        if (available <= MaxLengthBytes) return false;
        header = new(bytes[0], available, -1);
        return true;
    }
}
