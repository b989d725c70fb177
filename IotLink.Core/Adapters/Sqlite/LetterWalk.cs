using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Goes through the letters of a job in stream order. What is settled already is not among them.</summary>
internal sealed class LetterWalk(Database database, long job) : IDisposable
{
    /// <summary>A sender that got no answer sends again within this time.</summary>
    private const int TwinMilliseconds = 10 * 60 * 1000;

    private static readonly string Select = $"""
        SELECT l.shard, l.sequence, l.state, l.attempts, l.not_before, l.code, l.product, l.spec, EXISTS(
          SELECT 1 FROM dead_letter t WHERE t.device = l.device AND t.ingested BETWEEN l.ingested - {TwinMilliseconds} AND l.ingested + {TwinMilliseconds}
            AND t.state = {(int)LetterState.Reprocessed} AND t.payload = l.payload), l.stored_for
        FROM dead_letter l WHERE l.state < {(int)LetterState.Reprocessed} AND l.job IS NOT ?1
        """;

    private readonly Statement _one = database.Prepare(Select + " AND l.shard = ?2 AND l.sequence = ?3");

    public List<LetterTask> Next(LetterSelection selection, StreamPosition? after, int take) =>
        selection.IsPicked ? Picked(selection.Positions, after, take) : Group(selection.Signature, after, take);

    public void Dispose() => _one.Dispose();

    private List<LetterTask> Picked(IReadOnlyList<StreamPosition> positions, StreamPosition? after, int take)
    {
        var tasks = new List<LetterTask>();
        foreach (var position in positions.Where(p => after is not { } a || p > a).Distinct().Order())
        {
            if (tasks.Count == take) break;
            _one.Bind(1, job);
            _one.Bind(2, position.Shard);
            _one.Bind(3, position.Sequence);
            if (_one.Step()) tasks.Add(Read(_one));
            _one.Reset();
        }

        return tasks;
    }

    private List<LetterTask> Group(LetterSignature? group, StreamPosition? after, int take)
    {
        const string ofGroup = " AND l.code = ?5 AND l.product IS ?6 AND l.spec = ?7";
        using var rows = database.Prepare(
            $"{Select} AND (l.shard, l.sequence) > (?2, ?3){(group is null ? "" : ofGroup)} ORDER BY l.shard, l.sequence LIMIT ?4");
        rows.Bind(1, job);
        rows.Bind(2, after?.Shard ?? -1);
        rows.Bind(3, after?.Sequence ?? 0L);
        rows.Bind(4, (long)take);
        if (group is { } g)
        {
            rows.Bind(5, g.Code);
            rows.Bind(6, g.Product?.Value);
            rows.Bind(7, g.SpecVersion);
        }

        var tasks = new List<LetterTask>();
        while (rows.Step()) tasks.Add(Read(rows));
        return tasks;
    }

    private static LetterTask Read(Statement row) => new(
        new((int)row.Long(0), row.Long(1)),
        (LetterState)row.Long(2),
        (int)row.Long(3),
        DeadLetterRow.TimeAt(row, 4),
        new(row.Text(5), DeadLetterRow.ProductAt(row, 6), (int)row.Long(7)),
        row.Long(8) != 0)
    {
        StoredFor = row.IsNull(9) ? null : row.Text(9),
    };
}
