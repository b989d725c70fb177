using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>
/// One MQTT connection. Publishes are taken here, on their way in: checked, appended to the stream and acknowledged when their commit
/// is on disk, many in one write. Every other packet goes up to the MQTT server unchanged, which never sees a publish.
/// </summary>
internal sealed class MqttConnection : IMqttChannelAdapter, IWatched
{
    private readonly GatewayConnection _wire;
    private readonly MqttIntake _intake;
    private readonly ArrivedBytes _in;
    private readonly Outlet _out;
    private readonly Lock _encoding = new();
    private readonly long _openedAt;
    private PublishLane? _lane;
    private TimeSpan? _silence;
    private long _heardAt;
    private long _partialSince;
    private volatile bool _reading;
    private volatile MqttDisconnectReasonCode _ending;

    public MqttConnection(GatewayConnection wire, MqttIntake intake)
    {
        (_wire, _intake, _in, _out) = (wire, intake, new(wire.Input), new(wire.Output));
        _openedAt = _heardAt = intake.Clock.GetTimestamp();
        Certified = wire.PeerCertificate is { } certificate ? intake.DeviceOf(certificate) : null;
    }

    private enum Step { NeedMore, Packet, Stalled, Close }

    public IPAddress Source => _wire.Source;

    public EndPoint? RemoteEndPoint => _wire.RemoteEndPoint;

    public EndPoint? LocalEndPoint => _wire.LocalEndPoint;

    /// <summary>Who signed in; null for nobody yet.</summary>
    public DeviceId? Device => _lane?.Device;

    public bool IsSecureConnection => _wire.IsSecure;

    public X509Certificate2? ClientCertificate => _wire.PeerCertificate;

    /// <summary>The device whose certificate the peer holds; null when it has none of ours.</summary>
    public DeviceId? Certified { get; }

    public MqttPacketFormatterAdapter PacketFormatterAdapter { get; } = new(new MqttBufferWriter(64, 4096));

    public long BytesReceived { get; private set; }

    public long BytesSent { get; private set; }

    private bool IsVersion5 => PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500;

    /// <summary>From now on the connection may publish as this device.</summary>
    public void SignedIn(DeviceId device, string session)
    {
        _lane = new(_intake, device, session, IsVersion5, _wire, _out, EndWith);
        _intake.TakeOver(session, _lane);
    }

    public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_lane is not null) await _lane.RoomAsync(cancellationToken).ConfigureAwait(false);
            await _out.Drained.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_in.Rest.IsEmpty)
            {
                _reading = true;
                await _in.ReadAsync(cancellationToken).ConfigureAwait(false);
                _reading = false;
            }

            _heardAt = _intake.Clock.GetTimestamp();
            var rest = _in.Rest;
            var step = Step.Close;
            MqttPacket? packet = null;
            try
            {
                if (_ending == default) step = Take(ref rest, out packet);
                else Tell(_ending);
                if (step == Step.NeedMore && _in.IsLast) step = Leave(ref rest);
            }
            finally
            {
                BytesReceived += _in.Rest.Length - rest.Length;
                _in.TakeUpTo(rest, isPart: step == Step.NeedMore);
            }

            if (step == Step.Packet) return packet;
            if (step == Step.Close) return null;
            if (step == Step.Stalled && !await _lane!.FinishAsync(cancellationToken).ConfigureAwait(false)) Tell(_ending);
        }
    }

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        if (packet is MqttConnAckPacket welcome) MqttLimits.State(welcome, _intake);
        lock (_encoding)
        {
            try
            {
                var buffer = PacketFormatterAdapter.Encode(packet);
                BytesSent += buffer.Length;
                return _out.Send(buffer.Payload.IsEmpty ? buffer.Packet : buffer.Join()).WaitAsync(cancellationToken);
            }
            finally
            {
                PacketFormatterAdapter.Cleanup();
            }
        }
    }

    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _out.CloseAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _wire.Abort();
        }
    }

    /// <summary>Nobody reads any more: what had arrived and was not taken is counted.</summary>
    public async Task LeaveAsync()
    {
        if (_lane is not null)
        {
            _lane.Abandon();
            for (var left = _in.LeavePublishes(); left > 0; left--) _lane.CountLost();
        }

        await _wire.Input.CompleteAsync().ConfigureAwait(false);
    }

    public void ResetStatistics() => (BytesReceived, BytesSent) = (0, 0);

    public void Dispose()
    {
    }

    /// <summary>The keep-alive of a connection whose publishes the server does not see, and the time a packet may take.</summary>
    void IWatched.Check(long now)
    {
        // A connection that is not read from waits for us, not we for it.
        if (!_reading) return;
        if (IsDribbling(now))
        {
            _reading = false;
            _intake.Desk.Count(Channel.Mqtt, new(Reason.FrameTimeout, "No whole packet in time."));
            EndWith(MqttDisconnectReasonCode.ProtocolError);
        }
        else if (_silence is { } silence && _intake.Clock.GetElapsedTime(Volatile.Read(ref _heardAt), now) > silence)
        {
            EndWith(MqttDisconnectReasonCode.KeepAliveTimeout);
        }
    }

    /// <summary>Ends the connection from any thread; an MQTT 5 client is told why.</summary>
    public void EndWith(MqttDisconnectReasonCode reason)
    {
        _ending = reason;
        _wire.Input.CancelPendingRead();
    }

    private bool IsDribbling(long now)
    {
        var since = _lane is null ? _openedAt : Volatile.Read(ref _partialSince);
        return since != 0 && _intake.Clock.GetElapsedTime(since, now).TotalSeconds > _intake.Options.PacketTimeoutSeconds;
    }

    private void Tell(MqttDisconnectReasonCode reason)
    {
        if (IsVersion5 && _lane is not null) _ = SendPacketAsync(new MqttDisconnectPacket { ReasonCode = reason }, CancellationToken.None);
    }

    /// <summary>Takes whole packets off the buffer until one is for the server, or something must be waited for.</summary>
    private Step Take(ref ReadOnlySequence<byte> rest, out MqttPacket? packet)
    {
        packet = null;
        while (PacketHeader.TryRead(rest, out var header))
        {
            if (MqttLimits.Check(header, _intake, isSignedIn: _lane is not null) is { } breach)
            {
                var unfit = rest;
                rest = rest.Slice(rest.End);
                return Refuse(breach.Refusal, unfit, breach.Code);
            }

            if (rest.Length < header.Total) break;
            var whole = rest.Slice(0, header.Total);
            rest = rest.Slice(header.Total);
            _partialSince = 0;
            var step = header.IsPublish ? TakePublish(header, whole) : TakeOther(header, whole, out packet);
            if (step != Step.NeedMore) return step;
        }

        if (rest.IsEmpty) _partialSince = 0;
        else if (_partialSince == 0) _partialSince = _heardAt;
        return Step.NeedMore;
    }

    /// <summary>The peer sends nothing more. What it began and did not finish is refused like anything else that cannot be read.</summary>
    private Step Leave(ref ReadOnlySequence<byte> rest)
    {
        if (rest.IsEmpty) return Step.Close;
        var torn = rest;
        rest = rest.Slice(rest.End);
        return Refuse(new(Reason.FrameMalformed, "The connection ended inside a packet."), torn, MqttDisconnectReasonCode.MalformedPacket);
    }

    private Step TakePublish(PacketHeader header, in ReadOnlySequence<byte> whole)
    {
        var body = whole.Slice(header.Length);
        return _lane!.Take(header, body.IsSingleSegment ? body.FirstSpan : body.ToArray()) switch
        {
            LaneStep.Next => Step.NeedMore,
            LaneStep.Stalled => Step.Stalled,
            LaneStep.Malformed => Refuse(
                new(Reason.FrameMalformed, "Not a PUBLISH packet."), whole, MqttDisconnectReasonCode.MalformedPacket),
            _ => Step.Close,
        };
    }

    private Step TakeOther(PacketHeader header, in ReadOnlySequence<byte> whole, out MqttPacket? packet)
    {
        if (!ControlPackets.TryDecode(PacketFormatterAdapter, header, whole.Slice(header.Length).ToArray(), out packet))
        {
            return Refuse(new(Reason.FrameMalformed, "The packet cannot be decoded."), whole, MqttDisconnectReasonCode.MalformedPacket);
        }

        if (packet is MqttConnectPacket connect) Adopt(connect);
        return Step.Packet;
    }

    /// <summary>
    /// A session belongs to a device. One that signs in with its secret has one, whatever its client calls itself. Keep-alive is watched here, because the server would not see
    /// that publishes arrive.
    /// </summary>
    private void Adopt(MqttConnectPacket connect)
    {
        if (Certified is { } certified) connect.ClientId = SessionName.Of(certified, connect.ClientId); // a user name is then the device SDK's metrics
        else if (!string.IsNullOrEmpty(connect.Username)) connect.ClientId = connect.Username;
        if (connect.KeepAlivePeriod > 0) _silence = TimeSpan.FromSeconds(connect.KeepAlivePeriod * 1.5);
        connect.KeepAlivePeriod = 0;
    }

    /// <summary>What cannot be skipped over: the connection ends.</summary>
    private Step Refuse(Refusal refusal, in ReadOnlySequence<byte> bytes, MqttDisconnectReasonCode reason)
    {
        if (_lane is null) _intake.Desk.Count(Channel.Mqtt, refusal);
        else _intake.Refuse(_lane.Device, default, bytes.Slice(0, Math.Min(bytes.Length, RefusalDesk.KeptPayload)).ToArray(), refusal);
        Tell(reason);
        return Step.Close;
    }
}
