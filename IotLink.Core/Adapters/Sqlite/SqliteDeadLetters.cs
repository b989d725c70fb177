using IotLink.Core.Devices;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Reads the dead letters that <see cref="HotWriter"/> wrote to <c>state.db</c>. A connection per question: people ask, not devices.</summary>
internal sealed class SqliteDeadLetters(string folder, HotStoreOptions options) : IDeadLetterStore
{
    private readonly TaskFactory _reading =
        new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Readers).ConcurrentScheduler);

    public Task<Page<DeadLetter>> ListAsync(string? code, ProductId? product, int skip, int take, CancellationToken ct) =>
        _reading.StartNew(() => List(code, product?.Value, skip, take), ct);

    public Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(CancellationToken ct) =>
        _reading.StartNew<IReadOnlyList<DeadLetterGroup>>(Groups, ct);

    private Database Open() => Database.OpenForReading(Path.Combine(folder, StateFile.Name));

    private Page<DeadLetter> List(string? code, string? product, int skip, int take)
    {
        const string matching = "FROM dead_letter WHERE (?1 IS NULL OR code = ?1) AND (?2 IS NULL OR product = ?2)";
        using var database = Open();
        using var count = database.Prepare("SELECT count(*) " + matching);
        count.Bind(1, code);
        count.Bind(2, product);
        count.Step();
        using var rows = database.Prepare(
            $"SELECT {DeadLetterRow.Columns} {matching} ORDER BY ingested DESC, shard DESC, sequence DESC LIMIT ?3 OFFSET ?4");
        rows.Bind(1, code);
        rows.Bind(2, product);
        rows.Bind(3, take);
        rows.Bind(4, skip);
        var letters = new List<DeadLetter>();
        while (rows.Step()) letters.Add(DeadLetterRow.Read(rows));
        return new(letters, (int)count.Long(0));
    }

    private List<DeadLetterGroup> Groups()
    {
        using var database = Open();
        using var rows = database.Prepare("""
            SELECT code, product, count(*), min(ingested), max(ingested) FROM dead_letter
            GROUP BY code, product ORDER BY count(*) DESC, code, product
            """);
        var groups = new List<DeadLetterGroup>();
        while (rows.Step())
        {
            groups.Add(new(
                rows.Text(0),
                rows.IsNull(1) ? null : ProductId.Parse(rows.Text(1), null),
                (int)rows.Long(2),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(3)),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(4))));
        }

        return groups;
    }
}
