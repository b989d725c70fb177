using System.Buffers;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Sockets;
using MQTTnet.Protocol;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>What is to be done after a publish.</summary>
internal enum LaneStep { Next, Stalled, Close, Malformed }

/// <summary>
/// The publishes of one signed-in connection, from the read buffer to the stream, and their answers back. The reading thread calls in,
/// the committing thread answers.
/// </summary>
internal sealed class PublishLane(MqttIntake intake, DeviceId device, bool version5, Outlet output, Action<MqttDisconnectReasonCode> end)
    : IAppendSink
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _answers;

    private readonly AckWindow _window = new(intake.Options.MaxInFlight);
    private readonly TopicMemory _topics = intake.NewTopicMemory();
    private readonly TokenBucket _rate = intake.RateOf(device);
    private readonly Lock _answering = new();
    private Stalled? _stalled;
    private int _unanswered;

    public DeviceId Device => device;

    public LaneStep Take(PacketHeader header, ReadOnlySpan<byte> body)
    {
        if (!PublishBody.TryRead(body, header.QoS, version5, out var publish)) return LaneStep.Malformed;
        var refusal = _topics.Resolve(publish, out var topic) ?? intake.Check(device, topic, publish.Payload.Length);
        if (refusal is not null) return Refuse(refusal, topic, publish, header);

        var message = MqttIntake.MessageOf(topic, publish.Payload.ToArray(), header.Dup);
        return header.QoS == 0 ? TakeUnanswered(message, topic) : TakeAnswered(message, publish.PacketId);
    }

    /// <summary>Completes when there is room for another unanswered publish.</summary>
    public Task RoomAsync(CancellationToken ct) => _window.RoomAsync(ct);

    /// <summary>Waits, and with it the sender, until the device's rate and the stream allow the message that is in hand.</summary>
    public async Task AppendStalledAsync(CancellationToken ct)
    {
        if (_stalled is not { } stalled) return;
        _stalled = null;
        if (!stalled.HasToken) await TokenAsync(stalled.Message, ct).ConfigureAwait(false);
        while (!intake.Stream.TryAppend(stalled.Message, this, stalled.Tag)) await intake.Stream.WaitForRoomAsync(ct).ConfigureAwait(false);
    }

    /// <summary>The connection is over: nobody waits for answers any more.</summary>
    public void Abandon() => _window.Abandon();

    void IAppendSink.Appended(long tag, StreamPosition position)
    {
        if (tag == 0) _unanswered++;
        else _window.Commit(tag);
    }

    void IAppendSink.Failed(long tag, StreamUnavailableException reason)
    {
        intake.Desk.Count(Channel.Mqtt, new(Reason.StreamUnavailable, reason.Message));
        _window.Abandon();
        end(MqttDisconnectReasonCode.ServerBusy);
    }

    void IAppendSink.Committed()
    {
        var unanswered = Interlocked.Exchange(ref _unanswered, 0);
        if (unanswered > 0) intake.Metrics.Acknowledge(Channel.Mqtt, unanswered);
        Answer();
    }

    private LaneStep TakeAnswered(Message message, ushort packetId)
    {
        var tag = _window.Open(packetId);
        var hasToken = _rate.TryTake(Admittance.IsUrgent(message.Role));
        if (hasToken && intake.Stream.TryAppend(message, this, tag)) return LaneStep.Next;
        _stalled = new(message, tag, hasToken);
        return LaneStep.Stalled;
    }

    /// <summary>QoS 0 is what is shed first: nobody was promised anything.</summary>
    private LaneStep TakeUnanswered(Message message, in Topic topic)
    {
        Refusal? refusal = null;
        if (!_rate.TryTake(Admittance.IsUrgent(message.Role))) refusal = new(Reason.RateLimited, "Faster than its rate, with QoS 0.");
        else if (!intake.Stream.TryAppend(message, this, 0)) refusal = new(Reason.StreamFull, "The stream was full, and QoS 0 does not wait.");
        if (refusal is not null) intake.Refuse(device, topic, message.Payload.Span, message.MaybeRedelivered, refusal);
        return LaneStep.Next;
    }

    private async Task TokenAsync(Message message, CancellationToken ct)
    {
        while (_rate.Take(Admittance.IsUrgent(message.Role)) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, intake.Clock, ct).ConfigureAwait(false);
        }
    }

    private LaneStep Refuse(Refusal refusal, in Topic topic, in PublishBody publish, PacketHeader header)
    {
        intake.Refuse(device, topic, publish.Payload, header.Dup, refusal);
        if (!version5) return LaneStep.Close;
        if (header.QoS == 0) return LaneStep.Next;
        _window.Refuse(publish.PacketId, refusal);
        Answer();
        return LaneStep.Next;
    }

    /// <summary>Writes all answers that are due, in one go.</summary>
    private void Answer()
    {
        lock (_answering)
        {
            var answers = _answers ??= new(4096);
            answers.ResetWrittenCount();
            var taken = _window.Release(answers);
            if (taken > 0) intake.Metrics.Acknowledge(Channel.Mqtt, taken);
            if (answers.WrittenCount > 0) _ = output.Send(answers.WrittenSpan);
        }
    }

    private sealed record Stalled(Message Message, long Tag, bool HasToken);
}
