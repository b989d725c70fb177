using System.Collections.Concurrent;
using IotLink.Core.Alarms;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// A shard's pipeline is used by one at a time: live messages and reprocessed ones take turns, so that both see the same memory of
/// devices and rules.
/// </summary>
public sealed class PipelineTurns
{
    private readonly ConcurrentDictionary<int, Seat> _seats = new();

    /// <summary>Waits until nobody else works with the shard. Dispose to end the turn.</summary>
    public async ValueTask<Turn> TakeAsync(int shard, CancellationToken ct)
    {
        var seat = _seats.GetOrAdd(shard, _ => new());
        await seat.Gate.WaitAsync(ct);
        return new(seat);
    }

    /// <summary>The shard's worker runs now. Dispose when it ends.</summary>
    /// <param name="raise">Puts changes of alarms behind those decided before; completes when they are stored.</param>
    internal async ValueTask<IAsyncDisposable> SitAsync(
        int shard, TelemetryPipeline pipeline, Func<IReadOnlyList<AlarmChange>, Task> raise, CancellationToken ct)
    {
        using var turn = await TakeAsync(shard, ct);
        var seat = _seats[shard];
        return seat.Sitting = new(seat, pipeline, raise);
    }

    public readonly struct Turn : IDisposable
    {
        private readonly Seat _seat;

        internal Turn(Seat seat) => _seat = seat;

        /// <summary>null while the shard's worker is not running on this host.</summary>
        public TelemetryPipeline? Pipeline => _seat.Sitting?.Pipeline;

        /// <returns>false when the shard's worker ended meanwhile: nothing is known to be stored, begin again.</returns>
        internal async Task<bool> RaiseAsync(IReadOnlyList<AlarmChange> changes, CancellationToken ct)
        {
            if (_seat.Sitting is not { } sitting) return false;
            var raised = sitting.Raise(changes);
            await Task.WhenAny(raised, sitting.Ended).WaitAsync(ct);
            return raised.IsCompletedSuccessfully;
        }

        public void Dispose() => _seat.Gate.Release();
    }

    internal sealed class Seat
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Sitting? Sitting { get; set; }
    }

    /// <summary>One run of the shard's worker.</summary>
    internal sealed class Sitting(Seat seat, TelemetryPipeline pipeline, Func<IReadOnlyList<AlarmChange>, Task> raise) : IAsyncDisposable
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TelemetryPipeline Pipeline => pipeline;

        public Func<IReadOnlyList<AlarmChange>, Task> Raise => raise;

        public Task Ended => _ended.Task;

        /// <summary>Whoever has a turn hears of it first, and gives it back.</summary>
        public async ValueTask DisposeAsync()
        {
            _ended.TrySetResult();
            await seat.Gate.WaitAsync();
            seat.Sitting = null;
            seat.Gate.Release();
        }
    }
}
