using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Things;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>
/// Jobs kept by AWS IoT. Each execution of ours is a job with one target (<see cref="AwsJobName"/>); AWS notifies the device and runs the timers.
/// Watchers here hear of what was asked through this installation.
/// </summary>
internal sealed class AwsJobs(AwsJobControl control, AwsJobQuestions questions, ThingQueues queues, ThingNews news, TimeProvider time) : IJobs
{
    private const int AtOnce = 8;

    public Task<JobReply> AskAsync(JobTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct) => queues.RunAsync(
        request.Thing,
        async token =>
        {
            var reply = await questions.AskAsync(request, body, token);
            var suffix = reply.Rejection is null ? "/accepted" : "/rejected";
            ThingMessage[] messages = asker == Asker.Thing ? [ThingMessage.Of(request.Address + suffix, reply.Body)] : [];
            if (reply.Rejection is null && request.Operation is JobOperation.StartNext or JobOperation.Update) Tell(request.Thing, request.JobId, asker != Asker.Service, messages);
            else news.Answer(request.Thing, messages);
            return reply;
        },
        ct);

    public async Task<ThingJobs> OfThingAsync(string thing, CancellationToken ct)
    {
        var found = await EachAsync(await control.JobsAsync(thing, ct), (job, token) => control.ExecutionAsync(job, thing, token), ct);
        return new(thing, [.. found.OfType<JobExecution>().OrderBy(e => e.QueuedAt).ThenBy(e => e.Number)]);
    }

    public async Task<IReadOnlyList<ThingExecution>> OfJobAsync(string jobId, CancellationToken ct)
    {
        var jobs = (await control.JobsAsync(null, ct)).Where(job => AwsJobName.Read(job).JobId == jobId).ToList();
        var found = await EachAsync(jobs, async (job, token) =>
        {
            var executions = new List<ThingExecution>();
            foreach (var thing in await control.ThingsAsync(job, token))
            {
                if (await control.ExecutionAsync(job, thing, token) is { } execution) executions.Add(new(thing, execution));
            }

            return executions;
        }, ct);
        return [.. found.SelectMany(e => e).OrderBy(e => e.Thing, StringComparer.Ordinal).ThenBy(e => e.Execution.Number)];
    }

    public Task<bool> QueueAsync(string thing, JobOrder order, CancellationToken ct)
    {
        JobOrders.Check(order);
        return queues.RunAsync(thing, async token =>
        {
            var number = order.Number ?? await LatestAsync(thing, order.JobId, token) + 1;
            var job = AwsJobName.Of(order.JobId, thing, number);
            if (await control.ExecutionAsync(job, thing, token) is not null) return false;
            if (await control.ArnOfAsync(thing, token) is not { } arn || !await control.CreateAsync(job, arn, order, token)) return false;
            Tell(thing, order.JobId);
            return true;
        }, ct);
    }

    public Task<bool> CancelAsync(string thing, string jobId, bool force, CancellationToken ct) =>
        OnLatestAsync(thing, jobId, (job, token) => control.CancelAsync(job, thing, force, token), ct);

    /// <summary>AWS knows no way to take one target out of a job with a fixed list: it is cancelled, by force, and says so.</summary>
    public Task<bool> RemoveAsync(string thing, string jobId, CancellationToken ct) => CancelAsync(thing, jobId, force: true, ct);

    public Task<bool> DeleteAsync(string thing, string jobId, CancellationToken ct) => queues.RunAsync(thing, async token =>
    {
        var isDone = false;
        foreach (var job in await NamesAsync(thing, jobId, token)) isDone |= await control.DeleteAsync(job, thing, token);
        if (isDone) Tell(thing, jobId);
        return isDone;
    }, ct);

    public IDisposable Watch(Action<JobNotice> heard) => news.Watch(change =>
    {
        if (change.Subject == ThingSubject.Jobs) heard(new(change.Thing, change.Name, change.ByThing));
    });

    private Task<bool> OnLatestAsync(string thing, string jobId, Func<string, CancellationToken, Task<bool>> act, CancellationToken ct) => queues.RunAsync(thing, async token =>
    {
        var names = await NamesAsync(thing, jobId, token);
        if (names.Count == 0 || await control.ExecutionAsync(names[^1], thing, token) is not { IsPending: true } || !await act(names[^1], token)) return false;
        Tell(thing, jobId);
        return true;
    }, ct);

    private async Task<int> LatestAsync(string thing, string jobId, CancellationToken ct) =>
        (await NamesAsync(thing, jobId, ct)) is [.., var last] ? AwsJobName.Read(last).Number ?? 1 : 0;

    /// <summary>The AWS jobs that are this job's executions on a thing, the latest last.</summary>
    private async Task<List<string>> NamesAsync(string thing, string jobId, CancellationToken ct) =>
        [.. (await control.JobsAsync(thing, ct)).Where(job => AwsJobName.Read(job).JobId == jobId).OrderBy(job => AwsJobName.Read(job).Number ?? 0)];

    private void Tell(string thing, string? jobId, bool byThing = false, IReadOnlyList<ThingMessage>? messages = null) =>
        news.Tell(new(thing, ThingSubject.Jobs, jobId, 0, null, byThing, messages ?? []) { Host = news.Host, At = time.GetUtcNow() });

    private static async Task<IReadOnlyList<T>> EachAsync<T>(IReadOnlyList<string> items, Func<string, CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        var results = new T[items.Count];
        await Parallel.ForAsync(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, token) =>
            results[i] = await ask(items[i], token));
        return results;
    }
}
