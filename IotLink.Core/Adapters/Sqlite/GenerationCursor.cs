using System.Collections.Immutable;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>One device's rows of one generation, newest first, without those a newer generation stands for.</summary>
internal sealed class GenerationCursor : IDisposable
{
    private readonly ActiveGeneration _generation;
    private readonly ImmutableArray<ActiveGeneration> _newer;
    private readonly GenerationReader _reader;
    private readonly int _word;
    private readonly long _newest;
    private Statement _rows;

    public GenerationCursor(ActiveGeneration generation, ImmutableArray<ActiveGeneration> newer, int word, long from)
    {
        (_generation, _newer, _word) = (generation, newer, word);
        _reader = generation.Take();
        _newest = generation.Has(word, out var device) ? device.Newest : long.MinValue;
        _rows = _reader.Backwards(word, from);
        Next();
    }

    public bool IsThere { get; private set; }

    public long Key => _rows.Long(0);

    public long Time => _rows.Long(1);

    public ReadOnlySpan<byte> Body => _rows.Blob(2);

    /// <summary>Its rows do not hang in a chain: the day is not needed.</summary>
    public RowRef Row => new(0, _generation.Generation.Shard, Key);

    /// <summary>No row left is newer.</summary>
    public long Newest => IsThere ? _newest : long.MinValue;

    public void Next()
    {
        while (true)
        {
            IsThere = _rows.Step();
            if (!IsThere) return;
            var key = Key;
            ActiveGeneration? above = null;
            foreach (var newer in _newer) above ??= newer.Covers(key) ? newer : null;
            if (above is null) return;
            _rows = _reader.Backwards(_word, above.FirstKey - 1);
        }
    }

    public void Dispose() => _generation.GiveBack(_reader);
}
