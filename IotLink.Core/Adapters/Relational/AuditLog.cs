using IotLink.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AuditLog(RelationalDatabase database) : IAuditLog
{
    public Task WriteAsync(AuditEntry entry, CancellationToken ct) => database.WriteAsync(
        db =>
        {
            db.Audit.Add(AuditEntity.Of(entry));
            return Task.FromResult(true);
        },
        ct);

    public Task<IReadOnlyList<AuditEntry>> RecentAsync(int count, CancellationToken ct) => database.ReadAsync<IReadOnlyList<AuditEntry>>(
        async db => [.. (await db.Audit.OrderByDescending(a => a.Id).Take(count).ToListAsync(ct)).Select(a => a.ToEntry())], ct);
}
