using System.Text;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>The few MQTT 3.1.1 packets a load needs, as bytes.</summary>
internal static class MqttPackets
{
    /// <summary>Fixed header, flags and id of a PUBACK: four bytes, always.</summary>
    public const int PubAckLength = 4;

    public const int ConnAckLength = 4;

    public static byte[] Connect(string clientId, string? user, string? password)
    {
        var body = new List<byte>();
        body.AddRange([0, 4, .. "MQTT"u8, 4, (byte)(2 | (user is null ? 0 : 0x80) | (password is null ? 0 : 0x40)), 0, 0]);
        Text(body, clientId);
        if (user is not null) Text(body, user);
        if (password is not null) Text(body, password);
        return Packet(0x10, body);
    }

    /// <summary>A QoS 1 PUBLISH. Its packet id, to be set, stands at the returned offset.</summary>
    public static (byte[] Packet, int IdAt) Publish(string topic, ReadOnlySpan<byte> payload)
    {
        var body = new List<byte>();
        Text(body, topic);
        var idInBody = body.Count;
        body.AddRange([0, 1]);
        body.AddRange(payload);
        var packet = Packet(0x32, body);
        return (packet, packet.Length - body.Count + idInBody);
    }

    private static void Text(List<byte> body, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        body.AddRange([(byte)(bytes.Length >> 8), (byte)bytes.Length]);
        body.AddRange(bytes);
    }

    private static byte[] Packet(byte type, List<byte> body)
    {
        var head = new List<byte> { type };
        var length = body.Count;
        do
        {
            head.Add((byte)((length & 0x7f) | (length > 0x7f ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. head, .. body];
    }
}
