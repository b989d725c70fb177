using IotLink.Core.Alarms.Suppression;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class MaintenanceStore(RelationalDatabase database) : IMaintenanceStore
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public Task<IReadOnlyList<MaintenanceWindow>> ListAsync(DateTimeOffset now, CancellationToken ct) =>
        database.ReadLatestAsync<IReadOnlyList<MaintenanceWindow>>(
            async db =>
            {
                var windows = await Living(db, now - Remembered).OrderByDescending(w => w.Id).ToListAsync(ct);
                return [.. windows.Select(w => w.ToWindow())];
            },
            ct);

    public async Task<MaintenanceWindow> AddAsync(MaintenanceWindow window, CancellationToken ct)
    {
        var entity = await database.WriteAsync(
            db =>
            {
                var added = MaintenanceEntity.Of(window);
                db.Maintenance.Add(added);
                return Task.FromResult(added);
            },
            ct);
        return entity.ToWindow(); // its number is known once it is saved
    }

    public Task<bool> EndAsync(long id, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db => await db.Maintenance.Where(w => w.Id == id && w.EndedAt == null).ExecuteUpdateAsync(w => w.SetProperty(x => x.EndedAt, now), ct) == 1,
        ct);

    /// <summary>Those that were not over at a time.</summary>
    public static IQueryable<MaintenanceEntity> Living(IotLinkDb db, DateTimeOffset at) => db.Maintenance.Where(w =>
        (w.EndedAt == null || w.EndedAt > at)
        && ((w.Rhythm == MaintenanceRhythm.Once && w.To > at) || (w.Rhythm != MaintenanceRhythm.Once && (w.Until == null || w.Until > at))));
}
