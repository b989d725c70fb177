using IotLink.Core.Actions;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Quality;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AlarmStore(RelationalDatabase database, IOptions<AlarmOptions>? options = null, IOptions<ActionOptions>? actions = null) : IAlarmStore
{
    private readonly AlarmOptions _options = options?.Value ?? new();

    public Task<IReadOnlyList<Alarm>> ApplyAsync(IReadOnlyList<AlarmChange> changes, CancellationToken ct) =>
        changes.Count == 0
            ? Task.FromResult<IReadOnlyList<Alarm>>([])
            : database.WriteAsync(db => new AlarmWriter(db, _options, actions?.Value.Automatic ?? true).ApplyAsync(changes, ct), ct);

    public Task<IReadOnlyList<RuleMark>> MarksAsync(CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<RuleMark>>(
        async db =>
        {
            var reported = await db.Alarms.Where(a => a.IsOpen && !a.FromRule).Select(a => new { a.DeviceId, a.Code }).ToListAsync(ct);
            var ofDevices = reported.Select(a => (a.DeviceId, a.Code)).ToHashSet();
            return [.. (await db.AlarmMarks.ToListAsync(ct)).Select(m => m.ToMark(!ofDevices.Contains((m.DeviceId, m.Code))))];
        },
        ct);

    public Task<Page<AlarmRow>> ListAsync(DeviceScope scope, AlarmQuery query, CancellationToken ct) => database.ReadAsync(
        async db =>
        {
            var found = AlarmQueries.Matching(AlarmQueries.Visible(db, scope), query);
            if (query.Folded) found = AlarmQueries.Folded(db, found);
            var total = await found.CountAsync(ct);
            var page = await AlarmQueries.Sorted(found, query.OnlyOpen).Skip(query.Skip).Take(query.Take).ToListAsync(ct);
            var rows = page.Select(r => r.ToRow()).ToList();
            return new Page<AlarmRow>(query.Folded ? await CountedAsync(db, rows, ct) : rows, total);
        },
        ct);

    public Task<AlarmRow?> FindAsync(DeviceScope scope, AlarmId id, CancellationToken ct) => database.ReadAsync(
        async db => (await AlarmQueries.Visible(db, scope).FirstOrDefaultAsync(r => r.Alarm.Id == id.Value, ct))?.ToRow(), ct);

    public Task<IReadOnlyList<AlarmRow>> RaisedByAsync(DeviceScope scope, StreamPosition position, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<AlarmRow>>(
            async db => [.. (await AlarmQueries.Visible(db, scope)
                .Where(r => r.Alarm.RaisedShard == position.Shard && r.Alarm.RaisedSequence == position.Sequence)
                .OrderBy(r => r.Alarm.Id).ToListAsync(ct)).Select(r => r.ToRow())],
            ct);

    public Task<IReadOnlyDictionary<AlarmClass, int>> CountOpenAsync(DeviceScope scope, CancellationToken ct) =>
        database.ReadAsync(
            async db => await ByClassAsync(AlarmQueries.Visible(db, scope).Where(r => r.Alarm.IsOpen && r.Alarm.SuppressedAs == null), ct), ct);

    public Task<AlarmCounts> CountAsync(DeviceScope scope, string userId, DateTimeOffset now, CancellationToken ct) => database.ReadAsync(
        async db =>
        {
            var open = AlarmQueries.Visible(db, scope).Where(r => r.Alarm.IsOpen);
            var seen = open.Where(r => r.Alarm.SuppressedAs == null);
            return new AlarmCounts(
                await ByClassAsync(seen.Where(r => r.Alarm.SnoozedUntil == null || r.Alarm.SnoozedUntil <= now), ct),
                await seen.CountAsync(r => r.Alarm.OwnerId == userId, ct),
                await seen.CountAsync(r => r.Alarm.State == AlarmState.InAction || r.Alarm.State == AlarmState.Verifying, ct),
                await seen.CountAsync(r => r.Alarm.SnoozedUntil > now, ct),
                scope.IsAll ? await open.CountAsync(r => r.Alarm.SuppressedAs != null, ct) : 0);
        },
        ct);

    public Task<IReadOnlyDictionary<DeviceId, Severity>> WorstOpenAsync(DeviceScope scope, IReadOnlyCollection<DeviceId> devices, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<DeviceId, Severity>>(
            async db =>
            {
                var ids = devices.Select(d => d.Value).ToList();
                var worst = AlarmQueries.Visible(db, scope)
                    .Where(r => r.Alarm.IsOpen && r.Alarm.SuppressedAs == null && EF.Parameter(ids).Contains(r.Alarm.DeviceId))
                    .GroupBy(r => r.Alarm.DeviceId).Select(g => new { Device = g.Key, Worst = g.Min(r => r.Alarm.Severity) });
                return await worst.ToDictionaryAsync(w => DeviceId.Parse(w.Device, null), w => w.Worst, ct);
            },
            ct);

    public async Task<Alarm?> AcknowledgeAsync(DeviceScope scope, AlarmId id, string by, DateTimeOffset now, CancellationToken ct)
    {
        var act = new AlarmAct(new AlarmStep.Acknowledge(), new(by, by), now, "") { Targets = [new(id)] };
        return (await ActAsync(scope, act, ct)) is [var result] ? result.Alarm : null;
    }

    public Task<IReadOnlyList<AlarmResult>> ActAsync(DeviceScope scope, AlarmAct act, CancellationToken ct) =>
        database.WriteAsync(db => new AlarmActor(db, scope, _options).ActAsync(act, ct), ct);

    public Task<IReadOnlyList<AlarmResult>> UndoAsync(DeviceScope scope, AlarmUndo undo, CancellationToken ct) =>
        database.WriteAsync(db => new AlarmActor(db, scope, _options).UndoAsync(undo, ct), ct);

    /// <summary>A look first: most of the time nothing is due, and a look takes no lock.</summary>
    public async Task<IReadOnlyList<Alarm>> UpkeepAsync(DateTimeOffset now, CancellationToken ct) =>
        await database.ReadLatestAsync(async db => (await new AlarmKeeper(db, _options).KeepAsync(now, ct)).Count > 0, ct)
            ? await database.WriteAsync(db => new AlarmKeeper(db, _options).KeepAsync(now, ct), ct)
            : [];

    public Task<IReadOnlyList<AlarmEvent>> HistoryAsync(AlarmId id, CancellationToken ct) => database.ReadAsync<IReadOnlyList<AlarmEvent>>(
        async db => [.. (await db.AlarmEvents.Where(e => e.AlarmId == id.Value).OrderBy(e => e.Id).ToListAsync(ct)).Select(e => e.ToEvent())], ct);

    public Task<IReadOnlyList<AlarmSpan>> SpansAsync(ProductId product, DateTimeOffset from, DateTimeOffset to, int take, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<AlarmSpan>>(
            async db =>
            [
                .. (await db.Alarms.Where(a => a.ProductId == product.Value && a.RaisedAt < to && (a.ResolvedAt == null || a.ResolvedAt >= from))
                    .OrderBy(a => a.RaisedAt).ThenBy(a => a.Id).Take(take)
                    .Select(a => new { a.DeviceId, a.Code, a.RaisedAt, a.ResolvedAt, a.Evidence, a.Useful }).ToListAsync(ct))
                    .Select(a => new AlarmSpan(DeviceId.Parse(a.DeviceId, null), a.Code, a.RaisedAt, a.ResolvedAt, a.Evidence, a.Useful)),
            ],
            ct);

    public Task<AlarmsAlike> AlikeAsync(DeviceScope scope, Alarm alarm, CancellationToken ct) =>
        database.ReadAsync(db => AlarmsAlikeQuery.OfAsync(db, scope, alarm, ct), ct);

    public Task<IReadOnlyList<RuleQuality>> QualityAsync(DeviceScope scope, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        database.ReadAsync(db => AlarmStatistics.OfRulesAsync(db, scope, from, to, ct), ct);

    private static async Task<IReadOnlyDictionary<AlarmClass, int>> ByClassAsync(IQueryable<AlarmQueries.Joined> rows, CancellationToken ct)
    {
        var counts = await rows.GroupBy(r => r.Alarm.Class).Select(g => new { Class = g.Key, Count = g.Count() }).ToListAsync(ct);
        return Enum.GetValues<AlarmClass>().ToDictionary(c => c, c => counts.Find(n => n.Class == c)?.Count ?? 0);
    }

    private static async Task<IReadOnlyList<AlarmRow>> CountedAsync(IotLinkDb db, List<AlarmRow> rows, CancellationToken ct)
    {
        var storms = rows.Where(r => r.Alarm is { IsOpen: true, Group: not null }).Select(r => r.Alarm.Group!).ToList();
        if (storms.Count == 0) return rows;
        var counts = await db.Alarms.Where(a => a.IsOpen && a.SuppressedAs == null && EF.Parameter(storms).Contains(a.Storm!))
            .GroupBy(a => a.Storm!).Select(g => new { Storm = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Storm, g => g.Count, ct);
        return [.. rows.Select(r => r.Alarm is { IsOpen: true, Group: { } storm } ? r with { Count = counts.GetValueOrDefault(storm, 1) } : r)];
    }
}
