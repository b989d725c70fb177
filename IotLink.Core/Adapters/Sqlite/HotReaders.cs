using System.Collections.Concurrent;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Read-only connections, kept for the next one who reads the same file.</summary>
internal sealed class HotReaders(DayCatalog catalog, HotState state) : IDisposable
{
    private readonly ConcurrentDictionary<(int Day, int Shard), ConcurrentBag<DayReader>> _idle = new();

    /// <summary>Sees the generations as they are now, whatever happens to them later.</summary>
    public HistorySession Open() => new(this, state.Generations);

    public HistorySession Open(GenerationSet generations) => new(this, generations);

    /// <returns>null when the day is gone.</returns>
    public DayReader? Take(int day, int shard)
    {
        if (_idle.TryGetValue((day, shard), out var bag) && bag.TryTake(out var reader)) return reader;
        return catalog.Exists(day, shard) ? new DayReader(catalog.PathOf(day, shard), day, shard) : null;
    }

    public void GiveBack(DayReader reader)
    {
        if (catalog.Exists(reader.Day, reader.Shard)) _idle.GetOrAdd((reader.Day, reader.Shard), _ => []).Add(reader);
        else reader.Dispose();
    }

    public void Forget(int before)
    {
        foreach (var file in _idle.Keys.Where(f => f.Day < before))
        {
            if (_idle.TryRemove(file, out var bag)) Close(bag);
        }
    }

    public void Dispose()
    {
        foreach (var bag in _idle.Values) Close(bag);
        _idle.Clear();
    }

    private static void Close(ConcurrentBag<DayReader> bag)
    {
        while (bag.TryTake(out var reader)) reader.Dispose();
    }
}
