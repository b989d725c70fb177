using IotLink.Core.Technicians;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class TechnicianStore(RelationalDatabase database) : ITechnicianStore
{
    public Task<IReadOnlyList<Technician>> ListAsync(bool withFormer, CancellationToken ct) => database.ReadAsync<IReadOnlyList<Technician>>(
        async db => [.. (await db.Technicians.Where(t => withFormer || t.IsActive).OrderBy(t => t.Name).ThenBy(t => t.Id).ToListAsync(ct)).Select(t => t.ToTechnician())], ct);

    public Task<Technician?> FindAsync(TechnicianId id, CancellationToken ct) =>
        database.ReadLatestAsync(async db => (await db.Technicians.FirstOrDefaultAsync(t => t.Id == id.Value, ct))?.ToTechnician(), ct);

    public Task<Technician?> OfAccountAsync(string accountId, CancellationToken ct) =>
        database.ReadLatestAsync(async db => (await db.Technicians.FirstOrDefaultAsync(t => t.AccountId == accountId && t.IsActive, ct))?.ToTechnician(), ct);

    public Task<Technician?> SaveAsync(Technician technician, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var there = await db.Technicians.FirstOrDefaultAsync(t => t.Id == technician.Id.Value, ct);
            if ((there?.Version ?? 0) != technician.Version) return null;
            var saved = technician with { Version = technician.Version + 1 };
            if (there is null) db.Technicians.Add(there = new() { Id = technician.Id.Value });
            there.Take(saved);
            return saved;
        },
        ct);
}
