using System.Text.Json;
using System.Text.Json.Serialization;
using IotLink.Core.Alarms.Escalation;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class OnCallStore(RelationalDatabase database) : IOnCallStore
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public Task<OnCallBook> LoadAsync(CancellationToken ct) => database.ReadLatestAsync(
        async db =>
        {
            var newest = await Newest(db).ToListAsync(ct);
            var followed = await db.OnCall.Where(e => e.Kind == nameof(EscalationPolicy) && e.Body != null
                && db.Escalations.Any(r => r.State == EscalationState.Running && r.Policy == e.EntryId && r.PolicyVersion == e.Version)).ToListAsync(ct);
            return new OnCallBook(
                [.. Read<EscalationPolicy>(newest).OrderBy(p => p.Order).ThenBy(p => p.Id, StringComparer.Ordinal)],
                Read<EscalationPolicy>(followed).ToDictionary(p => (p.Id, p.Version)),
                Read<Team>(newest).ToDictionary(t => t.Id),
                Read<OnCallCalendar>(newest).ToDictionary(c => c.Id),
                await PeopleStore.LoadAsync(db, ct))
            {
                Days = Read<SiteDays>(newest).FirstOrDefault() ?? SiteDays.None,
            };
        },
        ct);

    public Task<int?> SaveAsync(IOnCallEntry entry, string by, DateTimeOffset now, CancellationToken ct) =>
        AddVersionAsync(entry, JsonSerializer.Serialize(entry, entry.GetType(), Options), by, now, ct);

    public async Task<bool> RetireAsync(IOnCallEntry entry, string by, DateTimeOffset now, CancellationToken ct) =>
        await AddVersionAsync(entry, null, by, now, ct) is not null;

    private Task<int?> AddVersionAsync(IOnCallEntry entry, string? body, string by, DateTimeOffset now, CancellationToken ct)
    {
        var kind = entry.GetType().Name;
        return database.WriteAsync<int?>(
            async db =>
            {
                var last = await db.OnCall.Where(e => e.Kind == kind && e.EntryId == entry.Id).MaxAsync(e => (int?)e.Version, ct) ?? 0;
                if (last != entry.Version) return null;
                db.OnCall.Add(new() { Kind = kind, EntryId = entry.Id, Version = last + 1, Body = body, ChangedBy = by, ChangedAt = now });
                return last + 1;
            },
            ct);
    }

    private static IQueryable<OnCallEntity> Newest(IotLinkDb db) =>
        db.OnCall.Where(e => e.Body != null && !db.OnCall.Any(l => l.Kind == e.Kind && l.EntryId == e.EntryId && l.Version > e.Version));

    private static IEnumerable<T> Read<T>(IEnumerable<OnCallEntity> rows) where T : IOnCallEntry =>
        from row in rows
        where row.Kind == typeof(T).Name
        select (T)Versioned(JsonSerializer.Deserialize<T>(row.Body!, Options)!, row.Version);

    private static IOnCallEntry Versioned(IOnCallEntry entry, int version) => entry switch
    {
        EscalationPolicy policy => policy with { Version = version },
        Team team => team with { Version = version },
        OnCallCalendar calendar => calendar with { Version = version },
        SiteDays days => days with { Version = version },
        _ => throw new InvalidOperationException($"{entry.GetType().Name} is not kept."),
    };
}
