using System.Buffers;
using System.Net;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Repeats;
using IotLink.Ingest.Gateways.Sockets;

namespace IotLink.Ingest.Gateways.Tcp;

/// <summary>What is to be done after a frame.</summary>
internal enum FrameStep { Next, Stalled, Close }

/// <summary>
/// The frames of one connection, from the read buffer to the stream, and the replies back, in order. Who sends them is known from a
/// login frame, kept for the connection, or from a field of every frame.
/// </summary>
internal sealed class FrameLane : IAppendSink
{
    /// <summary>Refused frames in a row after which the peer is no device of ours.</summary>
    private const int Patience = 32;

    private readonly TcpIntake _intake;
    private readonly IPAddress _source;
    private readonly Action _end;
    private readonly MessageLane<byte[]?> _messages;
    private RepeatWatch? _repeats;
    private TokenBucket? _rate;
    private int _refusedInARow;

    public FrameLane(TcpIntake intake, FramingSpec framing, GatewayConnection wire, Outlet output, Action end)
    {
        (_intake, Framing, _source, _end) = (intake, framing, wire.Source, end);
        _messages = new(
            new(intake.Options.MaxInFlight, Write),
            output,
            () => wire.Confirmed,
            intake.Taken,
            (trail, commit) => new(intake.Stream, this, intake.Clock, trail, commit));
    }

    /// <summary>How the frames are read and answered; may change between two frames.</summary>
    public FramingSpec Framing { get; set; }

    /// <summary>Who sent the last frame; default before one is known.</summary>
    public DeviceId Device { get; private set; }

    public FrameStep Take(in ScannedFrame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.KeepAlive:
                return FrameStep.Next;
            case FrameKind.Heartbeat:
                return Reply(Framing.Reply.Heartbeat, frame);
            case FrameKind.Login:
                return LogIn(frame);
            case FrameKind.Data:
                return TakeData(frame);
            default:
                var step = Refuse(frame, frame.Refusal!);
                return frame.MustClose || ++_refusedInARow >= Patience ? FrameStep.Close : step;
        }
    }

    /// <summary>The peer sends nothing more, and these bytes never became a frame.</summary>
    public void RefuseRest(byte[] bytes) =>
        _intake.Refuse(Device, bytes, new(Reason.FrameMalformed, "The connection ended inside a frame."));

    public Task RoomAsync(CancellationToken ct) => _messages.RoomAsync(ct);

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

    /// <summary>What is on its way still arrives, if the peer takes it.</summary>
    public Task SettleAsync(CancellationToken ct) => _messages.SettleAsync(_intake.Clock, ct);

    public void Abandon()
    {
        Leave(new(Reason.ConnectionLost, "The connection was over before the stream had room."));
        _messages.Drop();
        _intake.Leave(Device, this);
    }

    /// <summary>
    /// The device speaks elsewhere: what still comes here is counted and not taken, and nobody is answered. What was taken is on its way
    /// when this returns. Any thread.
    /// </summary>
    public void Silence() => Leave(new(Reason.Duplicate, "The device has come again on another connection."));

    void IAppendSink.Appended(long tag, StreamPosition position) => _messages.Commit(tag);

    void IAppendSink.Failed(long tag, StreamUnavailableException reason) => Broken(reason);

    void IAppendSink.Committed() => _messages.SendDue();

    /// <summary>What was repeated here stands before what was still to be repeated.</summary>
    private void Leave(Refusal dropped)
    {
        _messages.Leave(_intake.Doubts, () => _intake.Desk.Count(Channel.Tcp, dropped));
        _repeats?.Close();
    }

    private FrameStep LogIn(in ScannedFrame frame)
    {
        var refusal = FrameIdentity.Read(Framing.Identity, frame.Payload.Span, out var device) ?? _intake.SignIn(device, _source);
        if (refusal is not null) return RefuseAndClose(frame, device, refusal);
        if (Device != default && Device != device) _intake.Leave(Device, this);
        _intake.TakeOver(device, this);
        Adopt(device);
        return Reply(Framing.Reply.Login, frame);
    }

    private FrameStep TakeData(in ScannedFrame frame)
    {
        if (Identify(frame, out var device) is { } stranger)
        {
            return Framing.Identity.Source == IdentitySource.Field ? Refuse(frame, device, stranger) : RefuseAndClose(frame, device, stranger);
        }

        if (_intake.CheckSize(frame.Bytes.Length) is { } unfit) return Refuse(frame, unfit);
        _refusedInARow = 0;
        return Take(TcpIntake.MessageOf(device, frame.Bytes), Fill(Framing.Reply.DataFor(frame.Payload.Span), frame)) ? FrameStep.Next : FrameStep.Stalled;
    }

    /// <summary>A device that is never answered does not know what arrived, and repeats nothing.</summary>
    private bool Take(Message message, byte[]? answer)
    {
        if (answer is null) return _messages.TryTake(message, null, _rate!, packetId: null);
        return _repeats!.Find(DoubtfulMessage.FingerprintOf(message)) is { } original
            ? _messages.TryRepeat(original, message, answer, _rate!, packetId: 0)
            : _messages.TryTake(message, answer, _rate!, packetId: 0);
    }

    private Refusal? Identify(in ScannedFrame frame, out DeviceId device)
    {
        device = Device;
        if (Framing.Identity.Source != IdentitySource.Field)
        {
            return device == default ? new(Reason.FrameNoIdentity, "No login frame came before the data.") : null;
        }

        if (FrameIdentity.Read(Framing.Identity, frame.Payload.Span, out device) is { } nameless) return nameless;
        if (device == Device) return null;
        if (_intake.SignIn(device, _source) is { } refusal) return refusal;
        Adopt(device);
        return null;
    }

    private void Adopt(DeviceId device)
    {
        _repeats?.Close();
        _repeats = new(_intake.Doubts, device, _intake.Clock);
        Device = device;
        _rate = _intake.RateOf(device);
    }

    private FrameStep RefuseAndClose(in ScannedFrame frame, DeviceId device, Refusal refusal)
    {
        Refuse(frame, device, refusal);
        return FrameStep.Close;
    }

    private FrameStep Refuse(in ScannedFrame frame, Refusal refusal) => Refuse(frame, Device, refusal);

    private FrameStep Refuse(in ScannedFrame frame, DeviceId device, Refusal refusal)
    {
        _intake.Refuse(device, frame.Bytes, refusal);
        return Reply(Framing.Reply.Refused, frame, refusal);
    }

    private FrameStep Reply(ReplyTemplate? template, in ScannedFrame frame, Refusal? refusal = null)
    {
        if (template is null) return FrameStep.Next;
        _messages.Answer(Fill(template, frame, refusal));
        return FrameStep.Next;
    }

    private byte[]? Fill(ReplyTemplate? template, in ScannedFrame frame, Refusal? refusal = null)
    {
        if (template is null) return null;
        var reply = new ArrayBufferWriter<byte>(16);
        ReplyWriter.Write(Framing, template, frame, _intake.Clock.GetUtcNow(), reply, refusal);
        return reply.WrittenSpan.ToArray();
    }

    private void Broken(StreamUnavailableException reason)
    {
        _intake.Desk.Count(Channel.Tcp, new(Reason.StreamUnavailable, reason.Message));
        _messages.Break();
        _end();
    }

    private static void Write(IBufferWriter<byte> output, byte[]? reply)
    {
        if (reply is not null) output.Write(reply);
    }
}
