using System.Buffers;
using System.IO.Pipelines;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>
/// The way out of a connection for several threads: the committing thread's acknowledgements and the protocol's own packets. Never
/// blocks: while the peer does not take what was sent, more is held back in memory; <see cref="Drained"/> tells when to stop asking for
/// more of that.
/// </summary>
internal sealed class Outlet(PipeWriter writer)
{
    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte>? _held;
    private Task _pump = Task.CompletedTask;
    private bool _pumping;
    private bool _closed;

    /// <summary>Completes when nothing is held back any more (or never will leave).</summary>
    public Task Drained => Volatile.Read(ref _pump);

    /// <summary>Bytes given to it since the connection began, sent or held back.</summary>
    public long Given { get; private set; }

    /// <summary>Sends as one piece, in the order of the calls. Completes when the transport has taken it.</summary>
    public Task Send(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            Given += bytes.Length;
            if (_closed || bytes.IsEmpty) return Task.CompletedTask;
            if (_pumping)
            {
                (_held ??= new(256)).Write(bytes);
                return _pump;
            }

            try
            {
                writer.Write(bytes);
                var flush = writer.FlushAsync(CancellationToken.None);
                if (flush.IsCompletedSuccessfully)
                {
                    _closed = flush.Result.IsCompleted;
                    return Task.CompletedTask;
                }

                _pumping = true;
                return _pump = PumpAsync(flush);
            }
            catch (InvalidOperationException)
            {
                _closed = true;
                return Task.CompletedTask;
            }
        }
    }

    /// <summary>What was sent still leaves; nothing more is taken.</summary>
    public async Task CloseAsync()
    {
        await Drained.ConfigureAwait(false);
        lock (_gate) _closed = true;
        await writer.CompleteAsync().ConfigureAwait(false);
    }

    private async Task PumpAsync(ValueTask<FlushResult> flush)
    {
        while (true)
        {
            bool gone;
            try
            {
                gone = (await flush.ConfigureAwait(false)).IsCompleted;
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
            {
                gone = true;
            }

            lock (_gate)
            {
                if (gone || _held is null or { WrittenCount: 0 })
                {
                    _closed |= gone;
                    _held = null;
                    _pumping = false;
                    return;
                }

                writer.Write(_held.WrittenSpan);
                _held = null;
                flush = writer.FlushAsync(CancellationToken.None);
            }
        }
    }
}
