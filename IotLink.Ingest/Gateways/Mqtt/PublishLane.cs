using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Repeats;
using IotLink.Ingest.Gateways.Sockets;
using MQTTnet.Protocol;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>What is to be done after a publish.</summary>
internal enum LaneStep { Next, Stalled, Close, Malformed }

/// <summary>
/// The publishes of one signed-in connection, from the read buffer to the stream, and their answers back. The reading thread calls in,
/// the committing thread answers.
/// </summary>
internal sealed class PublishLane : IAppendSink
{
    private readonly MqttIntake _intake;
    private readonly string _session;
    private readonly bool _version5;
    private readonly Action<MqttDisconnectReasonCode> _end;
    private readonly MessageLane<PubAck> _messages;
    private readonly TopicMemory _topics;
    private readonly TokenBucket _rate;
    private readonly ThingLane _things;
    private int _unanswered;

    public PublishLane(
        MqttIntake intake, DeviceId device, string session, bool version5, GatewayConnection wire, Outlet output, Action<MqttDisconnectReasonCode> end)
    {
        (_intake, Device, _session, _version5, _end) = (intake, device, session, version5, end);
        _messages = new(
            new(intake.Options.MaxInFlight, PubAck.Write),
            output,
            () => wire.Confirmed,
            intake.Taken,
            (trail, commit) => new(intake.Stream, this, intake.Clock, trail, commit));
        _topics = intake.NewTopicMemory();
        _rate = intake.RateOf(device);
        _things = new(intake.Things, device, _messages, _rate);
    }

    public DeviceId Device { get; }

    public LaneStep Take(PacketHeader header, ReadOnlySpan<byte> body)
    {
        if (!PublishBody.TryRead(body, header.QoS, _version5, out var publish)) return LaneStep.Malformed;
        var refusal = _topics.Resolve(publish, out var topic, out var reserved);
        refusal ??= reserved is null
            ? _intake.Check(Device, topic, publish.Payload.Length)
            : _things.Take(reserved, publish.Payload, publish.PacketId, header.IsRetained);
        if (refusal is null && reserved is not null) return LaneStep.Next;
        if (refusal is not null) return Refuse(refusal, topic, publish, header);

        var message = MqttIntake.MessageOf(topic, publish.Payload.ToArray());
        if (header.QoS == 0) return TakeUnanswered(message, topic);
        return TakeAnswered(message, publish.PacketId, header.Dup) ? LaneStep.Next : LaneStep.Stalled;
    }

    /// <summary>Completes when there is room for another unanswered publish.</summary>
    public Task RoomAsync(CancellationToken ct) => _messages.RoomAsync(ct);

    /// <summary>After <see cref="LaneStep.Stalled"/>: waits until the message in hand is on its way.</summary>
    /// <returns>false when the stream takes nothing any more.</returns>
    public async Task<bool> FinishAsync(CancellationToken ct)
    {
        try
        {
            await _messages.FinishAsync(ct).ConfigureAwait(false);
            return true;
        }
        catch (StreamUnavailableException e)
        {
            Broken(e);
            return false;
        }
    }

    /// <summary>The device speaks elsewhere, or not at all: what still comes here is counted and not taken. Any thread.</summary>
    public void Silence() => _messages.Leave(_intake.Doubts, CountLost);

    /// <summary>The connection is over, and not read from any more.</summary>
    public void Abandon()
    {
        Silence();
        _messages.Drop();
        _intake.Leave(_session, this);
    }

    /// <summary>A publish that was sent, and that nobody will take from this connection.</summary>
    public void CountLost() =>
        _intake.Desk.Count(Channel.Mqtt, new(Reason.ConnectionLost, "The connection was over, or another one had taken its place."));

    void IAppendSink.Appended(long tag, StreamPosition position)
    {
        if (tag == 0) _unanswered++;
        else _messages.Commit(tag);
    }

    void IAppendSink.Failed(long tag, StreamUnavailableException reason) => Broken(reason);

    void IAppendSink.Committed()
    {
        var unanswered = _unanswered;
        _unanswered = 0;
        if (unanswered > 0) _intake.Taken(unanswered);
        _messages.SendDue();
    }

    /// <summary>
    /// A publish marked as sent again repeats one of this connection, or one in doubt of a former one. Otherwise it is the first that arrived.
    /// </summary>
    private bool TakeAnswered(Message message, ushort packetId, bool dup)
    {
        if (dup && _messages.Has(message, packetId))
        {
            _messages.AnswerAgain(new(packetId));
            return true;
        }

        return dup && _intake.Doubts.Take(message.Device, DoubtfulMessage.FingerprintOf(message), packetId) is { } original
            ? _messages.TryRepeat(original, message, new(packetId), _rate, packetId)
            : _messages.TryTake(message, new(packetId), _rate, packetId);
    }

    private void Broken(StreamUnavailableException reason)
    {
        _intake.Desk.Count(Channel.Mqtt, new(Reason.StreamUnavailable, reason.Message));
        _messages.Break();
        _end(MqttDisconnectReasonCode.ServerBusy);
    }

    /// <summary>QoS 0 is what is shed first: nobody was promised anything.</summary>
    private LaneStep TakeUnanswered(Message message, in Topic topic)
    {
        Refusal? refusal = null;
        if (!_rate.TryTake(Admittance.IsUrgent(message.Role))) refusal = new(Reason.RateLimited, "Faster than its rate, with QoS 0.");
        else if (!_intake.Stream.TryAppend(message, this, 0)) refusal = new(Reason.StreamFull, "The stream was full, and QoS 0 does not wait.");
        if (refusal is not null) _intake.Refuse(Device, topic, message.Payload.Span, refusal);
        return LaneStep.Next;
    }

    private LaneStep Refuse(Refusal refusal, in Topic topic, in PublishBody publish, PacketHeader header)
    {
        _intake.Refuse(Device, topic, publish.Payload, refusal);
        if (!_version5) return LaneStep.Close;
        if (header.QoS == 0) return LaneStep.Next;
        _messages.Answer(new(publish.PacketId, refusal));
        return LaneStep.Next;
    }
}
