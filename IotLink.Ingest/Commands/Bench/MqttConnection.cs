using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>
/// One raw connection that keeps a number of QoS 1 messages in flight. The bytes are prepared; only packet ids are set, and a count in the
/// payload, so that no message is another one's repetition.
/// </summary>
internal sealed class MqttConnection : IDisposable
{
    private static readonly byte[] Scratch = new byte[64 * 1024];
    private readonly Socket _socket;
    private readonly byte[] _burst;
    private readonly int _length;
    private readonly int _idAt;
    private readonly int _countAt;
    private ushort _lastId;
    private ushort _count;
    private int _loose;

    private MqttConnection(Socket socket, byte[] packet, int idAt, int countAt, int inFlight)
    {
        (_socket, _length, _idAt, _countAt) = (socket, packet.Length, idAt, countAt);
        _burst = new byte[packet.Length * inFlight];
        for (var i = 0; i < inFlight; i++) packet.CopyTo(_burst, i * packet.Length);
    }

    public Socket Socket => _socket;

    public static async Task<MqttConnection> OpenAsync(IPEndPoint server, MqttClientPlan plan, int inFlight, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, ct);
        await socket.SendAsync(MqttPackets.Connect(plan.ClientId, plan.User, plan.Password), ct);
        var answer = new byte[MqttPackets.ConnAckLength];
        for (var got = 0; got < answer.Length;)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(got), ct);
            if (read == 0) throw new EnvironmentException($"{server} closed the connection of {plan.ClientId} without an answer.");
            got += read;
        }

        if (answer[3] != 0) throw new EnvironmentException($"{server} refused {plan.ClientId} with code {answer[3]}.");
        var (packet, idAt) = MqttPackets.Publish(plan.Topic, plan.Payload);
        socket.Blocking = false;
        return new(socket, packet, idAt, packet.Length - plan.Payload.Length + plan.CountAt, inFlight);
    }

    /// <summary>Publishes <paramref name="count"/> messages in one write; at most as many as may be in flight.</summary>
    public void Send(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var packet = _burst.AsSpan(i * _length, _length);
            BinaryPrimitives.WriteUInt16BigEndian(packet[_idAt..], NextId());
            BinaryPrimitives.WriteUInt16BigEndian(packet[_countAt..], _count++);
        }

        for (var rest = _burst.AsSpan(0, count * _length); rest.Length > 0;)
        {
            var sent = _socket.Send(rest, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock)) throw new EnvironmentException($"The server hung up: {error}.");
            rest = rest[sent..];
        }
    }

    /// <summary>How many messages were acknowledged since the last call.</summary>
    public int Acknowledged()
    {
        var bytes = _socket.Receive(Scratch, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return 0;
        if (bytes == 0 || error != SocketError.Success) throw new EnvironmentException($"The server hung up: {error}.");
        _loose += bytes;
        var whole = _loose / MqttPackets.PubAckLength;
        _loose -= whole * MqttPackets.PubAckLength;
        return whole;
    }

    public void Dispose() => _socket.Dispose();

    private ushort NextId()
    {
        if (++_lastId == 0) _lastId = 1;
        return _lastId;
    }
}

/// <summary>Who a connection signs in as and what it sends, over and over.</summary>
/// <param name="CountAt">Two bytes of the payload that count up.</param>
internal sealed record MqttClientPlan(string ClientId, string? User, string? Password, string Topic, byte[] Payload, int CountAt);
