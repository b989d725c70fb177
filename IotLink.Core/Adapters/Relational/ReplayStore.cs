using IotLink.Core.History;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class ReplayStore(RelationalDatabase database) : IReplayStore
{
    public Task AddAsync(ReplayJob job, CancellationToken ct) => database.WriteAsync(
        db =>
        {
            db.Replays.Add(ReplayEntity.Of(job));
            return Task.FromResult(true);
        },
        ct);

    public Task<ReplayJob?> FindAsync(string id, CancellationToken ct) => database.ReadLatestAsync(
        async db => (await db.Replays.FirstOrDefaultAsync(r => r.Id == id, ct))?.ToJob(), ct);

    public Task<IReadOnlyList<ReplayJob>> RecentAsync(int count, CancellationToken ct) => database.ReadAsync<IReadOnlyList<ReplayJob>>(
        async db => [.. (await db.Replays.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).Take(count).ToListAsync(ct)).Select(r => r.ToJob())], ct);

    public Task<ReplayJob?> ChangeAsync(string id, Func<ReplayJob, ReplayJob?> change, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.Replays.FirstOrDefaultAsync(r => r.Id == id, ct) is not { } found || change(found.ToJob()) is not { } job) return null;
            found.Take(job);
            return job;
        },
        ct);

    public Task<ReplayJob?> TakeAsync(string host, DateTimeOffset now, TimeSpan lease, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            foreach (var found in await db.Replays.Where(r => r.IsWork).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).ToListAsync(ct))
            {
                if (found.ToJob().Take(host, now, lease) is not { } job) continue;
                found.Take(job);
                return job;
            }

            return null;
        },
        ct);
}
