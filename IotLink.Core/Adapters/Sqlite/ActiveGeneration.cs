using System.Collections.Concurrent;
using System.Collections.Frozen;
using IotLink.Core.History;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>A generation in use: what it stands for, and its readers.</summary>
internal sealed class ActiveGeneration(Generation generation, string path, IReadOnlyDictionary<int, GenerationDevice> devices) : IDisposable
{
    private readonly ConcurrentBag<GenerationReader> _idle = [];
    private readonly FrozenDictionary<int, GenerationDevice> _devices = devices.ToFrozenDictionary();
    private volatile bool _gone;

    public Generation Generation => generation;

    public string Path => path;

    public long FirstKey { get; } = RowRef.KeyOf(generation.First, 0);

    public long LastKey { get; } = RowRef.LastKeyOf(generation.Last);

    public IEnumerable<int> Words => _devices.Keys;

    public bool Has(int word, out GenerationDevice device) => _devices.TryGetValue(word, out device);

    /// <summary>The same, with newer readings of some devices.</summary>
    /// <param name="newest">Event time by device, ms.</param>
    public ActiveGeneration With(IReadOnlyDictionary<int, long> newest) => new(generation, path, _devices.ToDictionary(
        d => d.Key, d => newest.TryGetValue(d.Key, out var time) ? d.Value with { Newest = Math.Max(d.Value.Newest, time) } : d.Value));

    /// <summary>Whether it stands in the place of this row.</summary>
    public bool Covers(RowRef row) => row.Shard == generation.Shard && Covers(row.Key);

    public bool Covers(long key) => key >= FirstKey && key <= LastKey;

    public static ActiveGeneration Load(string folder, Generation generation)
    {
        var path = GenerationCatalog.PathOf(folder, generation.Id);
        if (!File.Exists(path)) throw new InvalidDataException($"{path} is missing: the hot store cannot be read without it.");
        using var database = Database.OpenForWriting(path); // brings a write-ahead log into the file first
        using var rows = database.Prepare("SELECT * FROM device");
        var devices = new Dictionary<int, GenerationDevice>();
        while (rows.Step()) devices[(int)rows.Long(0)] = new(RowAt(rows, 5), RowAt(rows, 1), rows.Long(4));
        return new(generation, path, devices);
    }

    private static RowRef RowAt(Statement rows, int column) => new((int)rows.Long(column), (int)rows.Long(column + 1), rows.Long(column + 2));

    public GenerationReader Take() => _idle.TryTake(out var reader) ? reader : new(path);

    public void GiveBack(GenerationReader reader)
    {
        reader.Rest();
        if (_gone) reader.Dispose();
        else _idle.Add(reader);
    }

    /// <summary>Those who read it still may go on.</summary>
    public void Dispose()
    {
        _gone = true;
        while (_idle.TryTake(out var reader)) reader.Dispose();
    }
}
