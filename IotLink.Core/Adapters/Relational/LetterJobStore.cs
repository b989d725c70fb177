using IotLink.Core.DeadLetters;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class LetterJobStore(RelationalDatabase database) : ILetterJobStore
{
    public async Task<LetterJob> AddAsync(LetterOrder order, string userId, string userName, DateTimeOffset now, CancellationToken ct)
    {
        var entity = await database.WriteAsync(
            db =>
            {
                var added = new LetterJobEntity { What = LetterJobJson.Write(order), UserId = userId, UserName = userName, AskedAt = now };
                db.LetterJobs.Add(added);
                return Task.FromResult(added);
            },
            ct);
        return entity.ToJob(); // its number is known once it is saved
    }

    public Task<LetterJob?> FindAsync(long id, CancellationToken ct) =>
        database.ReadLatestAsync(async db => (await db.LetterJobs.FirstOrDefaultAsync(j => j.Id == id, ct))?.ToJob(), ct);

    public Task<IReadOnlyList<LetterJob>> RecentAsync(int count, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<LetterJob>>(
        async db => [.. (await db.LetterJobs.OrderByDescending(j => j.Id).Take(count).ToListAsync(ct)).Select(j => j.ToJob())], ct);

    public Task<LetterJob?> CancelAsync(long id, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.LetterJobs.FirstOrDefaultAsync(j => j.Id == id, ct) is not { } job) return null;
            if (job.State == JobState.Waiting) job.End(JobState.Cancelled, now);
            else if (!job.IsOver) (job.CancelAsked, job.Version) = (true, job.Version + 1);
            return job.ToJob();
        },
        ct);

    public Task<LetterJob?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var free = db.LetterJobs.Where(j => j.State == JobState.Waiting || (j.State == JobState.Running && j.LeaseUntil < now));
            if (await free.OrderBy(j => j.Id).FirstOrDefaultAsync(ct) is not { } job) return null;
            (job.State, job.Owner, job.LeaseUntil, job.StartedAt) = (JobState.Running, owner, now + lease, job.StartedAt ?? now);
            job.Version++;
            return job.ToJob();
        },
        ct);

    public Task<LetterJob?> ReportAsync(long id, string owner, JobProgress progress, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        database.WriteAsync(
            async db =>
            {
                if (await OwnAsync(db, id, owner, ct) is not { } job) return null;
                (job.Progress, job.LeaseUntil) = (LetterJobJson.Write(progress), now + lease);
                job.Version++;
                return job.ToJob();
            },
            ct);

    public Task<bool> EndAsync(long id, string owner, JobEnd end, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await OwnAsync(db, id, owner, ct) is not { } job) return false;
            (job.Progress, job.Results, job.Error) = (LetterJobJson.Write(end.Progress), LetterJobJson.Write(end.Results), end.Error);
            job.End(end.State, now);
            return true;
        },
        ct);

    public Task<int> DropAsync(DateTimeOffset before, CancellationToken ct) =>
        database.WriteAsync(db => db.LetterJobs.Where(j => j.EndedAt < before).ExecuteDeleteAsync(ct), ct);

    private static Task<LetterJobEntity?> OwnAsync(IotLinkDb db, long id, string owner, CancellationToken ct) =>
        db.LetterJobs.FirstOrDefaultAsync(j => j.Id == id && j.State == JobState.Running && j.Owner == owner, ct);
}
