using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IotLink.Tests.Support;

/// <summary>MQTT byte by byte, for what a well-behaved client would not send or not show.</summary>
public sealed class RawMqtt : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private RawMqtt(TcpClient client) => (_client, _stream) = (client, client.GetStream());

    public static async Task<RawMqtt> OpenAsync(int port, CancellationToken ct)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port, ct);
        return new(client);
    }

    /// <summary>Opens and signs in; <paramref name="version"/> 4 is MQTT 3.1.1.</summary>
    public static async Task<RawMqtt> ConnectAsync(int port, string device, string secret, byte version, CancellationToken ct)
    {
        var raw = await OpenAsync(port, ct);
        await raw.SendAsync(Connect(device, secret, version), ct);
        var answer = await raw.ReadPacketAsync(ct);
        Assert.NotNull(answer);
        Assert.Equal(0x20, answer[0]);
        return raw;
    }

    public static byte[] Connect(string device, string secret, byte version, ushort keepAlive = 0)
    {
        var body = new List<byte> { 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', version, 0xC2, (byte)(keepAlive >> 8), (byte)keepAlive };
        if (version == 5) body.Add(0);
        body.AddRange(Text(device));
        body.AddRange(Text(device));
        body.AddRange(Text(secret));
        return Packet(0x10, body);
    }

    public static byte[] Publish(
        string topic, ReadOnlySpan<byte> payload, byte qos, ushort id, byte version, bool dup = false, ushort alias = 0)
    {
        List<byte> body = [.. Text(topic)];
        if (qos > 0) body.AddRange([(byte)(id >> 8), (byte)id]);
        if (version == 5) body.AddRange(alias == 0 ? [0] : [3, 0x23, (byte)(alias >> 8), (byte)alias]);
        body.AddRange(payload);
        return Packet((byte)(0x30 | (dup ? 8 : 0) | (qos << 1)), body);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) =>
        await _stream.WriteAsync(bytes, ct);

    /// <returns>One whole packet; null when the peer closed the connection.</returns>
    public async Task<byte[]?> ReadPacketAsync(CancellationToken ct)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(ct);
        inTime.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            var head = new byte[2];
            if (await _stream.ReadAtLeastAsync(head, 2, false, inTime.Token) < 2) return null;
            List<byte> packet = [.. head];
            var length = head[1] & 0x7f;
            for (var shift = 7; (packet[^1] & 0x80) != 0; shift += 7)
            {
                var next = new byte[1];
                await _stream.ReadExactlyAsync(next, inTime.Token);
                packet.Add(next[0]);
                length |= (next[0] & 0x7f) << shift;
            }

            var body = new byte[length];
            await _stream.ReadExactlyAsync(body, inTime.Token);
            return [.. packet, .. body];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Sends nothing more, and still listens.</summary>
    public void Finish() => _client.Client.Shutdown(SocketShutdown.Send);

    public static ushort IdOf(byte[] pubAck) => BinaryPrimitives.ReadUInt16BigEndian(pubAck.AsSpan(2));

    public void Dispose() => _client.Dispose();

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static byte[] Packet(byte first, List<byte> body)
    {
        List<byte> packet = [first];
        var length = body.Count;
        do
        {
            packet.Add((byte)((length & 0x7f) | (length > 127 ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. packet, .. body];
    }
}
