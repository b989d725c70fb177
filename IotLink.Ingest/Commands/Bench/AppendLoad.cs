using System.Diagnostics;
using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>Appends as fast as a number of outstanding records allows; counts what became durable.</summary>
internal sealed class AppendLoad(int outstanding) : IAppendSink, IDisposable
{
    private readonly SemaphoreSlim _room = new(0);
    private long _durable;
    private int _open;
    private int _justDurable;

    /// <summary>Records became durable.</summary>
    public void Durable(int count)
    {
        Interlocked.Add(ref _durable, count);
        if (Interlocked.Add(ref _open, -count) < outstanding && _room.CurrentCount == 0) _room.Release();
    }

    public void Appended(long tag, StreamPosition position) => _justDurable++;

    public void Failed(long tag, StreamUnavailableException reason) => throw reason;

    public void Committed()
    {
        var count = _justDurable;
        _justDurable = 0;
        Durable(count);
    }

    /// <returns>Durable records per second.</returns>
    public async Task<double> RunAsync(Func<bool> tryAppend, TimeSpan duration, CancellationToken ct)
    {
        await Task.Yield();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < duration)
        {
            if (Volatile.Read(ref _open) < outstanding)
            {
                Interlocked.Increment(ref _open);
                if (tryAppend()) continue;
                Interlocked.Decrement(ref _open);
            }

            await _room.WaitAsync(TimeSpan.FromMilliseconds(10), ct);
        }

        var rate = Interlocked.Read(ref _durable) / watch.Elapsed.TotalSeconds;
        while (Volatile.Read(ref _open) > 0) await _room.WaitAsync(TimeSpan.FromMilliseconds(10), ct);
        return rate;
    }

    public void Dispose() => _room.Dispose();
}
