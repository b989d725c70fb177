using IotLink.Core.Devices;
using IotLink.Core.Health;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>The hot store on SQLite files, one per day. One writer at a time, a few readers beside it. See this folder's README.</summary>
internal sealed class SqliteHotStore : IHotStore, IPart, IDisposable
{
    private readonly HotState _state;
    private readonly HotWriter _writer;
    private readonly HotReaders _readers;
    private readonly TaskFactory _writing;
    private readonly TaskFactory _reading;
    private readonly GenerationKeeper _generations;
    private volatile PartStatus _status = new("hot-store", PartState.Ok, "reads and writes");
    private bool _disposed;

    private SqliteHotStore(DayCatalog catalog, HotState state, HotStoreOptions options, TimeProvider clock)
    {
        _state = state;
        _writer = new(catalog, state, options, clock);
        _readers = new(catalog, state);
        _writing = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        _reading = new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Readers).ConcurrentScheduler);
        _generations = new(catalog, state, _writer, _readers, _writing);
        History = new(catalog, state, _readers, _generations, _reading);
    }

    /// <summary>The same store's past, to be compared and replaced.</summary>
    public SqliteReadingHistory History { get; }

    public PartStatus Status => _status;

    public static SqliteHotStore Open(string folder, HotStoreOptions options, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        var catalog = new DayCatalog(folder);
        using var file = StateFile.Open(folder);
        return new(catalog, HotLoader.Load(catalog, file), options, clock);
    }

    public Task<long> CheckpointAsync(int shard, CancellationToken ct) =>
        _writing.StartNew(() => _state.Shards.GetValueOrDefault(shard).Through, ct);

    public Task SaveAsync(TelemetryBatch batch, CancellationToken ct) => _writing.StartNew(
        () => Watched(() =>
        {
            _writer.Save(batch);
            return true;
        }),
        ct);

    public Task<StoredReading?> LatestAsync(DeviceId device, CancellationToken ct) =>
        Task.FromResult(_state.Find(device)?.Newest(_state.Words));

    public Task<IReadOnlyDictionary<DeviceId, StoredReading>> LatestAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct)
    {
        var found = new Dictionary<DeviceId, StoredReading>(devices.Count);
        lock (_state.Swapping)
        {
            foreach (var device in devices)
            {
                if (_state.Find(device)?.Newest(_state.Words) is { } reading) found[device] = reading;
            }
        }

        return Task.FromResult<IReadOnlyDictionary<DeviceId, StoredReading>>(found);
    }

    public async Task<IReadOnlyDictionary<DeviceId, StoredReading>> LastArrivedAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct)
    {
        var found = new Dictionary<DeviceId, StoredReading>(await LatestAsync(devices, ct));
        foreach (var device in devices)
        {
            // Hardly ever: what came last was late.
            if (_state.Find(device)?.Committed is { } tip && tip.Head != tip.NewestRow && await RecentAsync(device, 1, ct) is [var last]) found[device] = last;
        }

        return found;
    }

    public Task<IReadOnlyDictionary<DeviceId, DateTimeOffset>> LatestTimesAsync(CancellationToken ct)
    {
        var times = new Dictionary<DeviceId, DateTimeOffset>();
        lock (_state.Swapping)
        {
            foreach (var track in _state.Tracks)
            {
                if (track.Committed is { NewestRow.IsNone: false } tip) times[track.Id] = DateTimeOffset.FromUnixTimeMilliseconds(tip.Newest);
            }
        }

        return Task.FromResult<IReadOnlyDictionary<DeviceId, DateTimeOffset>>(times);
    }

    public Task<IReadOnlyList<StoredReading>> RecentAsync(DeviceId device, int count, CancellationToken ct) =>
        _reading.StartNew<IReadOnlyList<StoredReading>>(() => Recent(device, count, ct), ct);

    public Task<IReadOnlyList<StoredReading>> OfMessageAsync(DeviceId device, StreamPosition position, DateTimeOffset ingestedAt, CancellationToken ct) =>
        _reading.StartNew<IReadOnlyList<StoredReading>>(() => OfMessage(device, position, ingestedAt, ct), ct);

    public Task<IReadOnlyList<SeriesPoint>> SeriesAsync(
        DeviceId device, string metric, DateTimeOffset from, DateTimeOffset to, int maxPoints, CancellationToken ct) =>
        _reading.StartNew<IReadOnlyList<SeriesPoint>>(() => Downsampler.MinMax(Points(device, metric, from, to, ct), from, to, maxPoints), ct);

    public Task DropBeforeAsync(DateOnly day, CancellationToken ct) => _writing.StartNew(
        () =>
        {
            _writer.DropBefore(day.DayNumber);
            _generations.DropBefore(day.DayNumber);
            _readers.Forget(day.DayNumber);
        },
        ct);

    /// <summary>Call when nobody saves any more.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        try
        {
            _writer.Flush();
        }
        finally
        {
            _writer.Dispose();
            _readers.Dispose();
            foreach (var generation in _state.Generations.NewestFirst) generation.Dispose();
        }
    }

    /// <summary>See <see cref="IDeadLetterStore.SettleAsync"/>.</summary>
    public Task<IReadOnlySet<StreamPosition>> SettleAsync(TelemetryBatch batch, IReadOnlyList<LetterOutcome> outcomes, CancellationToken ct) =>
        _writing.StartNew(() => Watched(() => _writer.Settle(batch, outcomes, new(_readers, _state))), ct);

    public Task<int> DropLettersAsync(DateTimeOffset before, DateTimeOffset parkedBefore, int most, CancellationToken ct) =>
        _writing.StartNew(() => Watched(() => _writer.DropLetters(before, parkedBefore, most)), ct);

    private T Watched<T>(Func<T> write)
    {
        try
        {
            var result = write();
            if (_status.State != PartState.Ok) _status = _status with { State = PartState.Ok, Detail = "reads and writes" };
            return result;
        }
        catch (Exception e)
        {
            _status = _status with { State = PartState.Down, Detail = e.Message };
            throw;
        }
    }

    private List<StoredReading> Recent(DeviceId device, int count, CancellationToken ct)
    {
        var readings = new List<StoredReading>();
        if (_state.Find(device) is not { } track) return readings;
        using var history = _readers.Open();
        history.Start(track.Word, track.Committed.Head);
        while (readings.Count < count && history.Next())
        {
            ct.ThrowIfCancellationRequested();
            readings.Add(RowCodec.Read(history.Body, history.Row, history.Time, device, _state.Words));
        }

        return readings;
    }

    private List<StoredReading> OfMessage(DeviceId device, StreamPosition position, DateTimeOffset ingestedAt, CancellationToken ct)
    {
        var readings = new List<StoredReading>();
        if (_state.Find(device) is not { } track) return readings;
        var day = DateOnly.FromDateTime(ingestedAt.UtcDateTime).DayNumber;
        using var history = _readers.Open();
        history.Start(track.Word, track.Committed.Head);
        while (history.Next())
        {
            ct.ThrowIfCancellationRequested();
            if (history.Row.Position == position) readings.Add(RowCodec.Read(history.Body, history.Row, history.Time, device, _state.Words));
            else if (history.IsInChain && history.Row.Day < day) break; // days of a chain never grow backwards
        }

        return [.. readings.OrderBy(r => r.Index)];
    }

    private List<SeriesPoint> Points(DeviceId device, string metric, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var points = new List<SeriesPoint>();
        if (_state.Find(device) is not { } track || !_state.Words.TryFind(metric, out var word)) return points;
        var (first, last) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        using var history = _readers.Open();
        var inOrder = true;
        history.Start(track.Word, track.Committed.Head);
        while (history.Next() && history.Ceiling >= first)
        {
            ct.ThrowIfCancellationRequested();
            var time = history.Time;
            if (time >= first && time <= last && RowCodec.ReadPlottable(history.Body, word) is { } value)
            {
                var point = new SeriesPoint(DateTimeOffset.FromUnixTimeMilliseconds(time), value);
                inOrder &= points.Count == 0 || point.Time <= points[^1].Time;
                points.Add(point);
            }
        }

        points.Reverse();
        return inOrder ? points : [.. points.OrderBy(p => p.Time)];
    }
}
