using IotLink.Core.Things;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class ThingChangeStore(RelationalDatabase database) : IThingChanges
{
    private const int MostAtOnce = 1000;

    public Task<long> LastAsync(CancellationToken ct) =>
        database.ReadLatestAsync(async db => await db.ThingChanges.MaxAsync(c => (long?)c.Id, ct) ?? 0, ct);

    public Task<IReadOnlyList<NumberedChange>> SinceAsync(long after, IReadOnlyCollection<long> missing, CancellationToken ct) =>
        database.ReadLatestAsync<IReadOnlyList<NumberedChange>>(
            async db =>
            {
                var changes = missing.Count == 0
                    ? db.ThingChanges.Where(c => c.Id > after)
                    : db.ThingChanges.Where(c => c.Id > after || missing.Contains(c.Id));
                return [.. (await changes.OrderBy(c => c.Id).Take(MostAtOnce).ToListAsync(ct)).Select(c => c.ToChange())];
            },
            ct);

    public Task<int> DropAsync(DateTimeOffset before, CancellationToken ct) =>
        database.WriteAsync(db => db.ThingChanges.Where(c => c.At < before).ExecuteDeleteAsync(ct), ct);
}
