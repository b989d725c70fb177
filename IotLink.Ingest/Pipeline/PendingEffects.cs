using System.Threading.Channels;
using IotLink.Core.Alarms;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// Between deciding and storing of one shard: what is decided gathers in one batch while the batch before it is stored. Deciding does not
/// wait for a store until a whole further batch has gathered; alarms do not wait for the batch.
/// </summary>
internal sealed class PendingEffects
{
    /// <summary>Messages decided on between two looks at the clock; also how long somebody else may wait for the lock.</summary>
    private const int Stride = 256;

    /// <summary>How often it is written down until when somebody listened, while nothing else is.</summary>
    private static readonly TimeSpan ClockPace = TimeSpan.FromMinutes(1);

    private readonly int _shard;
    private readonly int _most;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Channel<AlarmTurn> _alarms = System.Threading.Channels.Channel.CreateUnbounded<AlarmTurn>(new() { SingleReader = true });
    private TaskCompletionSource _some = New();
    private TaskCompletionSource _full = New();
    private TaskCompletionSource _room = New();
    private PipelineEffects _filling = new();
    private PipelineEffects _taken = new();
    private TelemetryPipeline? _pipeline;
    private long _decided;
    private long _settled;

    /// <param name="most">Messages that may gather.</param>
    /// <param name="through">Sequence through which the shard is stored.</param>
    public PendingEffects(int shard, int most, TimeProvider time, long through = 0)
    {
        (_shard, _most, _time, _decided) = (shard, most, time, through);
        _filling.Begin(shard);
        _taken.Begin(shard);
    }

    /// <summary>What is decided and not stored yet began with a message of this age; null when everything is stored.</summary>
    public DateTimeOffset? Oldest
    {
        get
        {
            lock (_gate) return _taken.Oldest ?? _filling.Oldest;
        }
    }

    /// <summary>Decides on messages, in their order; waits while storing is a whole batch behind.</summary>
    public async Task DecideAsync(IReadOnlyList<StoredMessage> messages, TelemetryPipeline pipeline, CancellationToken ct)
    {
        for (var from = 0; from < messages.Count; from += Stride)
        {
            var room = Decide(messages, from, Math.Min(from + Stride, messages.Count), pipeline);
            await room.WaitAsync(ct);
        }
    }

    /// <summary>Waits for something to store, gives it the time to find company, and takes it. The one taken before is over.</summary>
    public async Task<PipelineEffects> TakeAsync(TimeSpan linger, CancellationToken ct)
    {
        await Some().WaitAsync(ct);
        var (full, wait) = Company(linger);
        if (wait > TimeSpan.Zero) await Task.WhenAny(full, Task.Delay(wait, _time, ct));
        ct.ThrowIfCancellationRequested();
        var applied = New();
        lock (_gate)
        {
            _pipeline?.Settle(_filling);
            _filling.Telemetry.Through = _decided;
            _settled = _time.GetTimestamp();
            (_filling, _taken) = (_taken, _filling);
            _room.TrySetResult();
            (_some, _full, _room) = (New(), New(), New());
            if (_taken.ChangesAlarms) _alarms.Writer.TryWrite(new([], applied));
            else applied.SetResult();
        }

        await applied.Task.WaitAsync(ct);
        return _taken;
    }

    /// <summary>Waits for changes of alarms and takes them all; call <see cref="AlarmTurn.Applied"/> of each when they are stored.</summary>
    public async Task<List<AlarmTurn>> TakeAlarmsAsync(CancellationToken ct)
    {
        await _alarms.Reader.WaitToReadAsync(ct);
        var turns = new List<AlarmTurn>();
        while (_alarms.Reader.TryRead(out var turn)) turns.Add(turn);
        return turns;
    }

    /// <summary>Puts changes that reprocessing decided behind those decided before them. Completes when they are stored.</summary>
    public Task RaiseAsync(IReadOnlyList<AlarmChange> changes)
    {
        var applied = New();
        _alarms.Writer.TryWrite(new([.. changes], applied));
        return applied.Task;
    }

    /// <summary>Lets the rules' timers ring, when everything that came through <paramref name="last"/> is decided on.</summary>
    /// <param name="listened">Until when nothing else can have come.</param>
    public void Tick(TelemetryPipeline pipeline, long last, DateTimeOffset listened)
    {
        lock (_gate)
        {
            _pipeline = pipeline;
            if (_decided < last) return;
            pipeline.Tick(listened, _time.GetUtcNow(), _filling);
            if (_filling.TakeAlarmChanges() is { } changes) _alarms.Writer.TryWrite(new(changes, null));
            if (!pipeline.HasChanges && _time.GetElapsedTime(_settled) < ClockPace) return;
            if (_filling.Messages == 0) _filling.Since = _time.GetTimestamp();
            _some.TrySetResult();
        }
    }

    /// <returns>Completes when more may be decided.</returns>
    private Task Decide(IReadOnlyList<StoredMessage> messages, int from, int to, TelemetryPipeline pipeline)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (_filling.Messages == 0) _filling.Since = _time.GetTimestamp();
            for (var i = from; i < to; i++) pipeline.Process(messages[i], now, _filling);
            _filling.Oldest ??= messages[from].IngestedAt;
            _filling.Messages += to - from;
            (_pipeline, _decided) = (pipeline, messages[to - 1].Position.Sequence);
            if (_filling.TakeAlarmChanges() is { } changes) _alarms.Writer.TryWrite(new(changes, null));
            _some.TrySetResult();
            if (_filling.Messages < _most) return Task.CompletedTask;
            _full.TrySetResult();
            return _room.Task;
        }
    }

    /// <summary>The batch taken before is over. Completes when there is a message behind it.</summary>
    private Task Some()
    {
        lock (_gate)
        {
            _taken.Begin(_shard);
            return _some.Task;
        }
    }

    private (Task Full, TimeSpan Wait) Company(TimeSpan linger)
    {
        lock (_gate) return (_full.Task, _filling.Messages >= _most ? TimeSpan.Zero : linger - _time.GetElapsedTime(_filling.Since));
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What is next for the alarm store.</summary>
/// <param name="Changes">All of some messages, in their order.</param>
/// <param name="Applied">Completed when everything up to here is stored; null when nobody waits for it.</param>
internal readonly record struct AlarmTurn(IReadOnlyList<AlarmChange> Changes, TaskCompletionSource? Applied);
