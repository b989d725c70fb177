using IotLink.Core.Firmware.Jobs;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class JobStore(RelationalDatabase database) : IJobStore
{
    public Task<ThingJobs> FindAsync(string thing, CancellationToken ct) =>
        database.ReadLatestAsync(async db => new ThingJobs(thing, [.. (await OfAsync(db, thing, ct)).Select(e => e.ToExecution())]), ct);

    public Task<IReadOnlyList<ThingExecution>> OfJobAsync(string jobId, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<ThingExecution>>(
        async db => [.. (await db.JobExecutions.Where(e => e.JobId == jobId).OrderBy(e => e.Thing).ThenBy(e => e.Number).ToListAsync(ct))
            .Select(e => new ThingExecution(e.Thing, e.ToExecution()))],
        ct);

    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int most, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<string>>(
        async db => await db.JobExecutions.Where(e => e.TimesOutAt <= now).Select(e => e.Thing).Distinct().Take(most).ToListAsync(ct),
        ct);

    public Task<JobDecision> ChangeAsync(string thing, Func<ThingJobs, JobDecision> decide, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var guard = await db.ThingJobs.FirstOrDefaultAsync(j => j.Thing == thing, ct);
            var kept = (await OfAsync(db, thing, ct)).Select(e => (Entity: e, Execution: e.ToExecution())).ToList();
            var before = new ThingJobs(thing, [.. kept.Select(k => k.Execution)]);
            var decision = decide(before);
            if (decision.Change is not { } change) return decision;

            if (guard is null) db.ThingJobs.Add(guard = new() { Thing = thing });
            guard.Revision++;
            Keep(db, kept, decision.Outcome.Jobs);
            db.ThingChanges.Add(ThingChangeEntity.Of(change));
            return decision;
        },
        ct);

    private static void Keep(IotLinkDb db, List<(JobExecutionEntity Entity, JobExecution Execution)> before, ThingJobs after)
    {
        var known = before.ToDictionary(k => (k.Execution.JobId, k.Execution.Number));
        var place = before.Count == 0 ? 0 : before.Max(k => k.Entity.Place);
        foreach (var execution in after.Executions)
        {
            if (!known.Remove((execution.JobId, execution.Number), out var there)) db.JobExecutions.Add(JobExecutionEntity.Of(after.Thing, execution, ++place));
            else if (!ReferenceEquals(there.Execution, execution)) there.Entity.Take(execution);
        }

        db.JobExecutions.RemoveRange(known.Values.Select(gone => gone.Entity));
    }

    private static Task<List<JobExecutionEntity>> OfAsync(IotLinkDb db, string thing, CancellationToken ct) =>
        db.JobExecutions.Where(e => e.Thing == thing).OrderBy(e => e.Place).ToListAsync(ct);
}
