using IotLink.Core.Aggregates;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AggregateStore(RelationalDatabase database, AggregateCalendar calendar) : IAggregateStore
{
    public Task<long> CheckpointAsync(int shard, CancellationToken ct) => database.ReadLatestAsync(
        async db => await db.AggregateMarks.Where(m => m.Shard == shard).Select(m => m.Through).FirstOrDefaultAsync(ct), ct);

    public Task<bool> AddAsync(AggregateAddition addition, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            await OneAtATime.EnterAsync(db, OneAtATime.Aggregates, ct);
            var mark = await db.AggregateMarks.FirstOrDefaultAsync(m => m.Shard == addition.Shard, ct);
            if ((mark?.Through ?? 0) != addition.After) return false;
            if (mark is null) db.AggregateMarks.Add(mark = new() { Shard = addition.Shard });
            mark.Through = addition.Through;
            if (addition.Hours.Count == 0) return true;
            var writer = new AggregateWriter(db, await NextRevisionAsync(db, ct), addition.At);
            await writer.MergeAsync(RollUp.Of(addition.Hours, calendar), ct);
            return true;
        },
        ct);

    public Task<bool> ReplaceAsync(AggregateReplacement replacement, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            await OneAtATime.EnterAsync(db, OneAtATime.Aggregates, ct);
            foreach (var (shard, through) in replacement.Checkpoints)
            {
                var now = await db.AggregateMarks.Where(m => m.Shard == shard).Select(m => m.Through).FirstOrDefaultAsync(ct);
                if (now != through) return false;
            }

            var writer = new AggregateWriter(db, await NextRevisionAsync(db, ct), replacement.At);
            var hours = OfDevices(db, replacement.Product, AggregateSpan.Hour, replacement.From, replacement.To);
            if (replacement.Device is { } device) hours = hours.Where(a => a.DeviceId == device.Value);
            var changed = writer.Replace(await hours.ToListAsync(ct), replacement.Hours);
            await db.SaveChangesAsync(ct);
            foreach (var day in changed.GroupBy(key => calendar.StartOf(AggregateSpan.Day, key.Start)))
                await RemakeAsync(db, writer, replacement.Product, day.Key, [.. day], ct);
            return true;
        },
        ct);

    public Task<IReadOnlyList<AggregateDocument>> ReadAsync(AggregateQuery query, CancellationToken ct) => database.ReadAsync<IReadOnlyList<AggregateDocument>>(
        async db =>
        {
            var rows = db.Aggregates.Where(a => a.Span == query.Span && a.Start >= query.From && a.Start < query.To);
            if (query.Product is { } product) rows = rows.Where(a => a.ProductId == product.Value);
            var device = query.Device?.Value ?? "";
            rows = query.EachDevice && device.Length == 0 ? rows.Where(a => a.DeviceId != "") : rows.Where(a => a.DeviceId == device);
            var found = await rows.OrderBy(a => a.Start).ThenBy(a => a.DeviceId).ThenBy(a => a.ProductId).ToListAsync(ct);
            return found.ConvertAll(a => a.ToDocument());
        },
        ct);

    public Task<int> SealAsync(AggregateSpan span, DateTimeOffset end, DateTimeOffset now, CancellationToken ct)
    {
        // A window that began before the one that is under way at the end has ended by then.
        var under = calendar.StartOf(span, end);
        return database.WriteAsync(
            db => db.Aggregates.Where(a => a.Span == span && a.Start < under && a.SealedAt == null).ExecuteUpdateAsync(set => set.SetProperty(a => a.SealedAt, now), ct), ct);
    }

    public Task<IReadOnlyList<AggregateKey>> OpenAsync(AggregateSpan span, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        database.ReadLatestAsync<IReadOnlyList<AggregateKey>>(
            async db =>
            {
                var open = db.Aggregates.Where(a => a.Span == span && a.Start >= from && a.Start < to && a.SealedAt == null);
                return (await open.OrderBy(a => a.Start).ThenBy(a => a.DeviceId).ThenBy(a => a.ProductId).ToListAsync(ct)).ConvertAll(a => a.Key);
            },
            ct);

    public Task<IReadOnlyList<DayRevision>> DaysAsync(long changedAfter, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<DayRevision>>(
        async db =>
        {
            var all = db.Aggregates.Where(a => a.Span == AggregateSpan.Day);
            var days = await all.Where(a => a.Revision > changedAfter)
                .GroupBy(a => a.Start).Select(g => new { Start = g.Key, Revision = g.Max(a => a.Revision) }).OrderBy(d => d.Start).ToListAsync(ct);
            var open = (await all.Where(a => a.SealedAt == null).Select(a => a.Start).Distinct().ToListAsync(ct)).ToHashSet();
            return days.ConvertAll(d => new DayRevision(d.Start, d.Revision, !open.Contains(d.Start)));
        },
        ct);

    private static IQueryable<AggregateEntity> OfDevices(IotLinkDb db, ProductId product, AggregateSpan span, DateTimeOffset from, DateTimeOffset to) =>
        db.Aggregates.Where(a => a.ProductId == product.Value && a.Span == span && a.Start >= from && a.Start < to && a.DeviceId != "");

    private static async Task<long> NextRevisionAsync(IotLinkDb db, CancellationToken ct)
    {
        var counter = await db.Counters.FirstAsync(c => c.Name == CounterEntity.Aggregates, ct);
        return ++counter.Value;
    }

    /// <summary>The longer windows and the totals of a day in which these hours changed, from what the store has by now.</summary>
    private async Task RemakeAsync(
        IotLinkDb db, AggregateWriter writer, ProductId product, DateTimeOffset day, IReadOnlyList<AggregateKey> changed, CancellationToken ct)
    {
        var (end, touched) = (calendar.EndOf(AggregateSpan.Day, day), changed.Select(key => key.Device).ToHashSet());
        var hours = (await OfDevices(db, product, AggregateSpan.Hour, day, end).AsNoTracking().ToListAsync(ct)).ConvertAll(a => a.ToDocument());
        var anew = RollUp.Of(hours, calendar).Where(d => d.Key.Device is null || (d.Key.Span != AggregateSpan.Hour && touched.Contains(d.Key.Device))).ToList();
        var stored = await db.Aggregates.Where(a => a.ProductId == product.Value && a.Start >= day && a.Start < end).ToListAsync(ct);
        var there = stored.Where(a => a.DeviceId.Length == 0 || (a.Span != AggregateSpan.Hour && touched.Contains(a.Key.Device))).ToList();
        writer.Replace(there, anew);
        await db.SaveChangesAsync(ct);
    }
}
