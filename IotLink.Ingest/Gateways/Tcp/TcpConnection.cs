using System.Buffers;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Sockets;

namespace IotLink.Ingest.Gateways.Tcp;

/// <summary>One raw TCP connection: reads, cuts into frames, and keeps the time.</summary>
internal sealed class TcpConnection : IWatched
{
    private readonly GatewayConnection _wire;
    private readonly TcpIntake _intake;
    private readonly Outlet _out;
    private readonly ProductId _product;
    private readonly ProductFramings _framings;
    private readonly FrameLane _lane;
    private FrameScanner _scanner;
    private long _heardAt;
    private long _partialSince;
    private volatile bool _reading;
    private volatile bool _ending;

    public TcpConnection(GatewayConnection wire, TcpIntake intake, ProductId product, ProductFramings framings)
    {
        (_wire, _intake, _out, _product, _framings) = (wire, intake, new(wire.Output), product, framings);
        _scanner = new(framings.Find(product) ?? throw new ArgumentException($"'{product}' has no framing.", nameof(product)));
        _lane = new(intake, _scanner.Spec, wire, _out, End);
        _heardAt = intake.Clock.GetTimestamp();
    }

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (await ReadAsync(ct).ConfigureAwait(false))
            {
            }

            await _lane.SettleAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            _reading = false;
            _lane.Abandon();
            await CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Finds the silent, the half-open and the dribbling.</summary>
    void IWatched.Check(long now)
    {
        // A connection that is not read from waits for us, not we for it.
        if (!_reading) return;
        var since = Volatile.Read(ref _partialSince);
        var timeout = TimeSpan.FromSeconds(_intake.Options.FrameTimeoutSeconds);
        if (since != 0 && _intake.Clock.GetElapsedTime(since, now) > timeout)
        {
            if (Newer() is null) Refuse("No whole frame in time.");
            else ReadAnew();
        }
        else if (_intake.Clock.GetElapsedTime(Volatile.Read(ref _heardAt), now) is var silence
            && silence > (_lane.Device == default ? timeout : _intake.IdleOf(_lane.Device)))
        {
            if (_lane.Device == default) Refuse("Nothing was said after connecting.");
            else End();
        }
    }

    private async Task<bool> ReadAsync(CancellationToken ct)
    {
        await _lane.RoomAsync(ct).ConfigureAwait(false);
        await _out.Drained.WaitAsync(ct).ConfigureAwait(false);
        _reading = true;
        var read = await _wire.Input.ReadAsync(ct).ConfigureAwait(false);
        _reading = false;
        _heardAt = _intake.Clock.GetTimestamp();
        var rest = read.Buffer;
        var step = FrameStep.Close;
        try
        {
            if (!_ending) step = Take(ref rest);
            if (step == FrameStep.Next && read.IsCompleted)
            {
                if (!rest.IsEmpty && Newer() is not null) TakeAnew(ref rest);
                step = FrameStep.Close;
                if (!rest.IsEmpty) _lane.RefuseRest(rest.Slice(0, Math.Min(rest.Length, RefusalDesk.KeptPayload)).ToArray());
            }
        }
        finally
        {
            _wire.Input.AdvanceTo(rest.Start, step == FrameStep.Next ? rest.End : rest.Start);
        }

        if (step == FrameStep.Stalled) return await _lane.FinishAsync(ct).ConfigureAwait(false);
        return step == FrameStep.Next;
    }

    /// <summary>What was answered still leaves, if the peer takes it.</summary>
    private async Task CloseAsync()
    {
        try
        {
            var patience = TimeSpan.FromSeconds(_intake.Options.FrameTimeoutSeconds);
            await _out.CloseAsync().WaitAsync(patience, _intake.Clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _wire.Abort();
        }

        await _wire.Input.CompleteAsync().ConfigureAwait(false);
    }

    private FrameStep Take(ref ReadOnlySequence<byte> rest)
    {
        while (TryRead(ref rest, out var frame))
        {
            _partialSince = 0;
            var step = _lane.Take(frame);
            if (step != FrameStep.Next) return step;
        }

        if (rest.IsEmpty) _partialSince = 0;
        else if (_partialSince == 0) _partialSince = _heardAt;
        return FrameStep.Next;
    }

    /// <summary>
    /// A device stays connected for days: a framing published meanwhile counts from the next frame. One that has begun is read to its end
    /// as it was begun; what makes no frame that way is read anew.
    /// </summary>
    private bool TryRead(ref ReadOnlySequence<byte> rest, out ScannedFrame frame)
    {
        if (Newer() is { } framing)
        {
            var begun = rest;
            if (Volatile.Read(ref _partialSince) != 0)
            {
                if (!_scanner.TryRead(ref rest, out frame)) return false;
                if (frame.Kind != FrameKind.Refused) return true;
                rest = begun;
            }

            _scanner = new(framing);
            _lane.Framing = framing;
        }

        return _scanner.TryRead(ref rest, out frame);
    }

    /// <summary>Nothing more comes: what was begun is no frame of the framing it was begun with.</summary>
    private void TakeAnew(ref ReadOnlySequence<byte> rest)
    {
        Volatile.Write(ref _partialSince, 0);
        Take(ref rest);
    }

    /// <returns>null while what is published is what is used.</returns>
    private FramingSpec? Newer() =>
        _framings.Find(_product, _lane.Device) is { } framing && !ReferenceEquals(framing, _scanner.Spec) ? framing : null;

    /// <summary>What was begun is no frame of the framing it was begun with.</summary>
    private void ReadAnew()
    {
        Volatile.Write(ref _partialSince, 0);
        _wire.Input.CancelPendingRead();
    }

    private void Refuse(string detail)
    {
        _reading = false;
        _intake.Desk.Count(Channel.Tcp, new(Reason.FrameTimeout, detail));
        End();
    }

    private void End()
    {
        _ending = true;
        _wire.Input.CancelPendingRead();
    }
}
