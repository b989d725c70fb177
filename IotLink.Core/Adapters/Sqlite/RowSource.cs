namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Rows of one file in order of their keys, one at a time.</summary>
internal sealed class RowSource : IDisposable
{
    private readonly Statement _rows;
    private readonly Action _done;

    private RowSource(Statement rows, int day, int shard, ActiveGeneration? generation, Action done)
    {
        (_rows, Day, Shard, Generation, _done) = (rows, day, shard, generation, done);
        Next();
    }

    public int Day { get; }

    public int Shard { get; }

    /// <summary>Whose rows they are; null for a day file's own.</summary>
    public ActiveGeneration? Generation { get; }

    public bool IsThere { get; private set; }

    /// <summary>Asked for again and again while sources are compared.</summary>
    public long Key { get; private set; }

    public long Time => _rows.Long(1);

    public ReadOnlySpan<byte> Body => _rows.Blob(2);

    public int Device { get; private set; }

    public RowRef Row => new(Day, Shard, Key);

    public static RowSource Of(string path, int day, int shard, long from, long to)
    {
        var database = Database.OpenForReading(path);
        var rows = database.Prepare("SELECT key, time, body, device FROM reading WHERE key >= ? AND key <= ? ORDER BY key");
        rows.Bind(1, from);
        rows.Bind(2, to);
        return new(rows, day, shard, null, () =>
        {
            rows.Dispose();
            database.Dispose();
        });
    }

    public static RowSource Of(ActiveGeneration generation, long from, long to)
    {
        var reader = generation.Take();
        return new(reader.Forwards(from, to), 0, generation.Generation.Shard, generation, () => generation.GiveBack(reader));
    }

    public void Next()
    {
        IsThere = _rows.Step();
        if (IsThere) (Key, Device) = (_rows.Long(0), (int)_rows.Long(3));
    }

    public void Dispose() => _done();
}
