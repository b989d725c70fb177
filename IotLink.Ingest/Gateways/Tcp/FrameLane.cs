using System.Buffers;
using System.Net;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;
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
    private readonly FramingSpec _framing;
    private readonly IPAddress _source;
    private readonly Action _end;
    private readonly AnswerWindow<byte[]?> _window;
    private readonly Answers<byte[]?> _answers;
    private readonly PatientAppend _append;
    private readonly RepeatWatch _repeats;
    private TokenBucket? _rate;
    private int _refusedInARow;

    public FrameLane(TcpIntake intake, FramingSpec framing, IPAddress source, Outlet output, Action end)
    {
        (_intake, _framing, _source, _end) = (intake, framing, source, end);
        _window = new(intake.Options.MaxInFlight, Write);
        _answers = new(_window, output, intake.Taken);
        _append = new(intake.Stream, this, intake.Clock);
        _repeats = new(intake.Clock);
    }

    /// <summary>Who sent the last frame; default before one is known.</summary>
    public DeviceId Device { get; private set; }

    public FrameStep Take(in ScannedFrame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.KeepAlive:
                return FrameStep.Next;
            case FrameKind.Heartbeat:
                return Reply(_framing.Reply.Heartbeat, frame);
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

    public Task RoomAsync(CancellationToken ct) => _window.RoomAsync(ct);

    /// <returns>false when the stream takes nothing any more.</returns>
    public async Task<bool> FinishAsync(CancellationToken ct)
    {
        try
        {
            await _append.FinishAsync(ct).ConfigureAwait(false);
            return true;
        }
        catch (StreamUnavailableException e)
        {
            Broken(e);
            return false;
        }
    }

    public void Abandon()
    {
        _window.Abandon();
        _intake.Leave(Device, this);
    }

    /// <summary>
    /// The device speaks elsewhere: what still comes here is counted and not taken, and nobody is answered. What was taken is on its way
    /// when this returns. Any thread.
    /// </summary>
    public void Silence()
    {
        _append.End(() => _intake.Desk.Count(Channel.Tcp, new(Reason.Duplicate, "The device has come again on another connection.")));
        _window.Abandon();
    }

    void IAppendSink.Appended(long tag, StreamPosition position) => _window.Commit(tag);

    void IAppendSink.Failed(long tag, StreamUnavailableException reason) => Broken(reason);

    void IAppendSink.Committed() => _answers.SendDue();

    private FrameStep LogIn(in ScannedFrame frame)
    {
        var refusal = FrameIdentity.Read(_framing.Identity, frame.Payload.Span, out var device) ?? _intake.SignIn(device, _source);
        if (refusal is not null) return RefuseAndClose(frame, device, refusal);
        if (Device != default && Device != device) _intake.Leave(Device, this);
        Adopt(device);
        _intake.TakeOver(device, this);
        return Reply(_framing.Reply.Login, frame);
    }

    private FrameStep TakeData(in ScannedFrame frame)
    {
        if (Identify(frame, out var device) is { } stranger)
        {
            return _framing.Identity.Source == IdentitySource.Field ? Refuse(frame, device, stranger) : RefuseAndClose(frame, device, stranger);
        }

        if (_intake.CheckSize(frame.Bytes.Length) is { } unfit) return Refuse(frame, unfit);
        _refusedInARow = 0;
        var message = TcpIntake.MessageOf(device, frame.Bytes, maybeRedelivered: _repeats.MayRepeat(frame.Bytes.Span));
        var tag = _window.AddAfterCommit(Fill(_framing.Reply.Data, frame));
        return _append.TryAppend(message, tag, _rate!) ? FrameStep.Next : FrameStep.Stalled;
    }

    private Refusal? Identify(in ScannedFrame frame, out DeviceId device)
    {
        device = Device;
        if (_framing.Identity.Source != IdentitySource.Field)
        {
            return device == default ? new(Reason.FrameNoIdentity, "No login frame came before the data.") : null;
        }

        if (FrameIdentity.Read(_framing.Identity, frame.Payload.Span, out device) is { } nameless) return nameless;
        if (device == Device) return null;
        if (_intake.SignIn(device, _source) is { } refusal) return refusal;
        Adopt(device);
        return null;
    }

    private void Adopt(DeviceId device)
    {
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
        return Reply(_framing.Reply.Refused, frame, refusal);
    }

    private FrameStep Reply(ReplyTemplate? template, in ScannedFrame frame, Refusal? refusal = null)
    {
        if (template is null) return FrameStep.Next;
        _window.Add(Fill(template, frame, refusal));
        _answers.SendDue();
        return FrameStep.Next;
    }

    private byte[]? Fill(ReplyTemplate? template, in ScannedFrame frame, Refusal? refusal = null)
    {
        if (template is null) return null;
        var reply = new ArrayBufferWriter<byte>(16);
        ReplyWriter.Write(_framing, template, frame, reply, refusal);
        return reply.WrittenSpan.ToArray();
    }

    private void Broken(StreamUnavailableException reason)
    {
        _intake.Desk.Count(Channel.Tcp, new(Reason.StreamUnavailable, reason.Message));
        _window.Abandon();
        _end();
    }

    private static void Write(IBufferWriter<byte> output, byte[]? reply)
    {
        if (reply is not null) output.Write(reply);
    }
}
