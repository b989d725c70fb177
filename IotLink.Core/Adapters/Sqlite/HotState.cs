using System.Collections.Concurrent;
using IotLink.Core.Devices;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>What is held in memory: words, device tracks, and how far each shard is. Built by <see cref="HotLoader"/>.</summary>
internal sealed class HotState
{
    private readonly ConcurrentDictionary<DeviceId, DeviceTrack> _tracks = new();
    private volatile GenerationSet _generations = GenerationSet.None;

    /// <summary>What stands in the place of rows. Swapped whole, by the writer alone.</summary>
    public GenerationSet Generations
    {
        get => _generations;
        set => _generations = value;
    }

    /// <summary>Held while newest values of many devices are read, or corrected.</summary>
    public Lock Swapping { get; } = new();

    public Words Words { get; } = new();

    public Dictionary<int, ShardMark> Shards { get; } = [];

    /// <summary>Words through this one are in state.db.</summary>
    public int FlushedWords { get; set; }

    public IEnumerable<DeviceTrack> Tracks => _tracks.Values;

    public DeviceTrack? Find(DeviceId id) => _tracks.GetValueOrDefault(id);

    public DeviceTrack Track(DeviceId id) =>
        _tracks.TryGetValue(id, out var track) ? track : _tracks[id] = new(id, Words.IdOf(id.Value));

    public DeviceTrack Track(int word) => Track(DeviceId.Parse(Words[word], null));
}
