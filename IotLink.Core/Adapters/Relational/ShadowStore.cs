using IotLink.Core.Shadows;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class ShadowStore(RelationalDatabase database) : IShadowStore
{
    public Task<Shadow?> FindAsync(ShadowName name, CancellationToken ct) =>
        database.ReadLatestAsync(async db => (await OneAsync(db, name, ct))?.ToShadow(), ct);

    public Task<IReadOnlyList<string>> NamesAsync(string thing, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<string>>(
        async db => await db.Shadows.Where(s => s.Thing == thing && s.Name != "" && s.DeletedAt == null).Select(s => s.Name).OrderBy(n => n).ToListAsync(ct),
        ct);

    public Task<ShadowDecision> ChangeAsync(ShadowName name, Func<Shadow?, ShadowDecision> decide, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var entity = await OneAsync(db, name, ct);
            var decision = decide(entity?.ToShadow());
            if (decision is not { Outcome.Next: { } next, Change: { } change }) return decision;
            if (entity is null) db.Shadows.Add(entity = new() { Thing = name.Thing, Name = name.Name ?? "" });
            entity.Take(next, change.At);
            db.ThingChanges.Add(ThingChangeEntity.Of(change));
            return decision;
        },
        ct);

    private static Task<ShadowEntity?> OneAsync(IotLinkDb db, ShadowName name, CancellationToken ct) =>
        db.Shadows.FirstOrDefaultAsync(s => s.Thing == name.Thing && s.Name == (name.Name ?? ""), ct);
}
