using IotLink.Core.Backtests;
using IotLink.Core.Documents;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class BacktestStore(RelationalDatabase database) : IBacktestStore
{
    public Task AddAsync(BacktestJob job, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            db.Backtests.Add(BacktestEntity.Of(job));
            var old = await db.Backtests.Where(b => !b.IsWork).OrderByDescending(b => b.CreatedAt).ThenByDescending(b => b.Id)
                .Skip(IBacktestStore.Kept - 1).ToListAsync(ct);
            db.Backtests.RemoveRange(old);
            return true;
        },
        ct);

    public Task<BacktestJob?> FindAsync(string id, CancellationToken ct) => database.ReadLatestAsync(
        async db => (await db.Backtests.FirstOrDefaultAsync(b => b.Id == id, ct))?.ToJob(), ct);

    public Task<IReadOnlyList<BacktestJob>> RecentAsync(DocumentKey? document, int count, CancellationToken ct)
    {
        var name = document?.ToString();
        return database.ReadLatestAsync<IReadOnlyList<BacktestJob>>(
            async db =>
            [
                .. (await db.Backtests.Where(b => name == null || b.Document == name)
                    .OrderByDescending(b => b.CreatedAt).ThenByDescending(b => b.Id).Take(count).ToListAsync(ct)).Select(b => b.ToJob()),
            ],
            ct);
    }

    public Task<BacktestJob?> ChangeAsync(string id, Func<BacktestJob, BacktestJob?> change, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.Backtests.FirstOrDefaultAsync(b => b.Id == id, ct) is not { } found || change(found.ToJob()) is not { } job) return null;
            found.Take(job);
            return job;
        },
        ct);

    public Task<BacktestJob?> TakeAsync(string host, DateTimeOffset now, TimeSpan lease, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            foreach (var found in await db.Backtests.Where(b => b.IsWork).OrderBy(b => b.CreatedAt).ThenBy(b => b.Id).ToListAsync(ct))
            {
                if (found.ToJob().Take(host, now, lease) is not { } job) continue;
                found.Take(job);
                return job;
            }

            return null;
        },
        ct);
}
