using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Shadows;
using IotLink.Core.Things;

namespace IotLink.Tests.Support;

/// <summary>Shadows and jobs in memory, for a host that is alone. What it changed is told at once, so there are no changes to read.</summary>
internal sealed class MemoryThings : IShadowStore, IJobStore, IThingChanges
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ShadowName, Shadow> _shadows = [];
    private readonly Dictionary<string, ThingJobs> _jobs = [];

    /// <summary>As if the database were down.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Until it is set nothing is kept.</summary>
    public TaskCompletionSource? Held { get; set; }

    public Task<Shadow?> FindAsync(ShadowName name, CancellationToken ct) => DoAsync(() => _shadows.GetValueOrDefault(name));

    public Task<IReadOnlyList<string>> NamesAsync(string thing, CancellationToken ct) => DoAsync<IReadOnlyList<string>>(
        () => [.. _shadows.Where(s => s.Key.Thing == thing && s.Key.Name is not null && s.Value.Exists).Select(s => s.Key.Name!).Order(StringComparer.Ordinal)]);

    public Task<ShadowDecision> ChangeAsync(ShadowName name, Func<Shadow?, ShadowDecision> decide, CancellationToken ct) => DoAsync(() =>
    {
        var decision = decide(_shadows.GetValueOrDefault(name));
        if (decision.Outcome.Next is { } next) _shadows[name] = next;
        return decision;
    });

    public Task<ThingJobs> FindAsync(string thing, CancellationToken ct) => DoAsync(() => _jobs.GetValueOrDefault(thing, ThingJobs.None(thing)));

    public Task<IReadOnlyList<ThingExecution>> OfJobAsync(string jobId, CancellationToken ct) => DoAsync<IReadOnlyList<ThingExecution>>(
        () => [.. _jobs.Values.SelectMany(j => j.Executions.Where(e => e.JobId == jobId).Select(e => new ThingExecution(j.Thing, e)))]);

    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int most, CancellationToken ct) => DoAsync<IReadOnlyList<string>>(
        () => [.. _jobs.Values.Where(j => j.NextDeadline <= now).Select(j => j.Thing).Take(most)]);

    public Task<JobDecision> ChangeAsync(string thing, Func<ThingJobs, JobDecision> decide, CancellationToken ct) => DoAsync(() =>
    {
        var decision = decide(_jobs.GetValueOrDefault(thing, ThingJobs.None(thing)));
        if (decision.Change is not null) _jobs[thing] = decision.Outcome.Jobs;
        return decision;
    });

    public Task<long> LastAsync(CancellationToken ct) => Task.FromResult(0L);

    public Task<IReadOnlyList<NumberedChange>> SinceAsync(long after, IReadOnlyCollection<long> missing, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<NumberedChange>>([]);

    public Task<int> DropAsync(DateTimeOffset before, CancellationToken ct) => Task.FromResult(0);

    private async Task<T> DoAsync<T>(Func<T> work)
    {
        if (Held is { } held) await held.Task;
        if (IsBroken) throw new IOException("The store is down.");
        lock (_gate) return work();
    }
}
