using System.Collections.Immutable;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Reads one device's readings backwards: along its chain over as many day files as it takes, and where a generation stands in the place
/// of rows, that one's instead.
/// </summary>
internal sealed class HistorySession(HotReaders readers, GenerationSet generations) : IDisposable
{
    private readonly List<DayReader> _open = [];
    private readonly List<GenerationCursor> _cursors = [];
    private ImmutableArray<ActiveGeneration> _covering = [];
    private DayReader? _chain;
    private RowRef _chainRow;
    private RowLink _link;
    private GenerationCursor? _current;
    private int _word;
    private bool _begun;

    public RowRef Row { get; private set; }

    /// <summary>Whether the row lies in a day file; a generation's row says nothing of its day.</summary>
    public bool IsInChain => _current is null;

    public long Time => _current is null ? _chain!.Time : _current.Time;

    /// <summary>Valid until the next <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Body => _current is null ? _chain!.Body : _current.Body;

    /// <summary>No reading from <see cref="Row"/> on is newer than this, ms.</summary>
    public long Ceiling
    {
        get
        {
            var ceiling = _chain is null ? long.MinValue : _link.Newest;
            foreach (var cursor in _cursors) ceiling = Math.Max(ceiling, cursor.Newest);
            return ceiling;
        }
    }

    /// <param name="head">Where the chain is entered.</param>
    /// <param name="below">Rows of generations from this key on are left out.</param>
    public void Start(int word, RowRef head, long below = long.MaxValue)
    {
        CloseCursors();
        (_word, _begun, _current) = (word, false, null);
        _covering = generations.Of(word);
        foreach (var generation in _covering) _cursors.Add(new(generation, [.. _covering.TakeWhile(g => g != generation)], word, below - 1));
        MoveChain(head);
    }

    /// <returns>false at the end, or where the day was dropped.</returns>
    public bool Next()
    {
        if (_begun)
        {
            if (_current is not null) _current.Next();
            else MoveChain(_link.Previous);
        }

        _begun = true;
        _current = null;
        foreach (var cursor in _cursors)
        {
            if (cursor.IsThere && (_current is null || cursor.Key > _current.Key)) _current = cursor;
        }

        if (_chain is not null && (_current is null || _chainRow.Key > _current.Key))
        {
            _current = null;
            Row = _chainRow;
            return true;
        }

        if (_current is null) return false;
        Row = _current.Row;
        return true;
    }

    public void Dispose()
    {
        CloseCursors();
        foreach (var reader in _open)
        {
            reader.End();
            readers.GiveBack(reader);
        }
    }

    /// <summary>To the next row of the chain that is not replaced.</summary>
    private void MoveChain(RowRef row)
    {
        while (true)
        {
            (_chainRow, _chain) = (row, null);
            if (row.IsNone || Use(row) is not { } reader || !reader.Find(row.Key)) return;
            (_chain, _link) = (reader, RowCodec.ReadLink(reader.Body, row, reader.Time));
            if (CoveredBy(row) is not { } generation) return;
            row = generation.Has(_word, out var known) && known.Entry == row ? known.Before : _link.Previous;
        }
    }

    private ActiveGeneration? CoveredBy(RowRef row)
    {
        foreach (var generation in _covering)
        {
            if (generation.Covers(row)) return generation;
        }

        return null;
    }

    private DayReader? Use(RowRef row)
    {
        if (_open.Find(r => r.Day == row.Day && r.Shard == row.Shard) is { } open) return open;
        if (readers.Take(row.Day, row.Shard) is not { } taken) return null;
        taken.Begin();
        _open.Add(taken);
        return taken;
    }

    private void CloseCursors()
    {
        foreach (var cursor in _cursors) cursor.Dispose();
        _cursors.Clear();
    }
}
