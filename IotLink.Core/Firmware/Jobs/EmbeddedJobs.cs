using IotLink.Core.Devices;
using IotLink.Core.Things;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>The jobs service on a store of our own: decide, keep, then tell.</summary>
internal sealed class EmbeddedJobs(IJobStore store, IDeviceRegistry registry, ThingQueues queues, ThingNews news, TimeProvider time) : IJobs
{
    private const int MostDue = 200;

    public Task<JobReply> AskAsync(JobTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct) =>
        queues.RunAsync(request.Thing, token => AnswerAsync(request, body, asker, token), ct);

    public Task<ThingJobs> OfThingAsync(string thing, CancellationToken ct) => store.FindAsync(thing, ct);

    public Task<IReadOnlyList<ThingExecution>> OfJobAsync(string jobId, CancellationToken ct) => store.OfJobAsync(jobId, ct);

    public async Task<bool> QueueAsync(string thing, JobOrder order, CancellationToken ct)
    {
        JobOrders.Check(order);
        return IsThing(thing) && await ActAsync(thing, order.JobId, (jobs, now) => JobOrders.Has(jobs, order)
            ? new(jobs, [])
            : JobEngine.Create(jobs, order.JobId, order.Document, order.Limit, now), ct);
    }

    public Task<bool> CancelAsync(string thing, string jobId, bool force, CancellationToken ct) =>
        ActAsync(thing, jobId, (jobs, now) => JobEngine.Cancel(jobs, jobId, force, now), ct);

    public Task<bool> RemoveAsync(string thing, string jobId, CancellationToken ct) =>
        ActAsync(thing, jobId, (jobs, now) => JobEngine.Remove(jobs, jobId, now), ct);

    public Task<bool> DeleteAsync(string thing, string jobId, CancellationToken ct) =>
        ActAsync(thing, jobId, (jobs, now) => jobs.Find(jobId, null) is null ? new(jobs, []) : JobEngine.Delete(jobs, jobId, now), ct);

    public IDisposable Watch(Action<JobNotice> heard) => news.Watch(change =>
    {
        if (change.Subject == ThingSubject.Jobs) heard(new(change.Thing, change.Name, change.ByThing));
    });

    /// <summary>Ends the executions that have outlasted a timer. The rows say which, so it holds over restarts; two hosts at once change nothing twice.</summary>
    public async Task TimeOutAsync(CancellationToken ct)
    {
        foreach (var thing in await store.DueAsync(time.GetUtcNow(), MostDue, ct)) await ActAsync(thing, null, JobEngine.TimeOut, ct);
    }

    private async Task<JobReply> AnswerAsync(JobTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (outcome, change) = IsThing(request.Thing)
            ? await store.ChangeAsync(request.Thing, Decide, ct)
            : new(JobEngine.Reject(request, JobRejection.UnknownThing, body, now), null);
        var told = asker == Asker.Thing ? MessagesOf(outcome.Messages) : MessagesOf(outcome.Messages.Skip(1));
        if (change is not null) news.Tell(change with { Messages = told });
        else news.Answer(request.Thing, told);
        return new(outcome.Messages[0].Body, outcome.Rejection);

        JobDecision Decide(ThingJobs jobs)
        {
            var decided = JobEngine.Answer(request, jobs, body, now);
            var jobId = decided.Jobs.ChangedSince(jobs)?.JobId;
            // A thing that asked on a connection here is not elsewhere, so other hosts have nothing to tell it.
            var elsewhere = asker == Asker.Thing ? [] : MessagesOf(decided.Messages.Skip(1));
            return new(decided, ReferenceEquals(decided.Jobs, jobs) ? null : ChangeOf(request.Thing, jobId, asker, elsewhere, now));
        }
    }

    private Task<bool> ActAsync(string thing, string? jobId, Func<ThingJobs, DateTimeOffset, JobOutcome> act, CancellationToken ct) =>
        queues.RunAsync(
            thing,
            async token =>
            {
                var now = time.GetUtcNow();
                var change = (await store.ChangeAsync(thing, Decide, token)).Change;
                if (change is not null) news.Tell(change);
                return change is not null;

                JobDecision Decide(ThingJobs jobs)
                {
                    var decided = act(jobs, now);
                    return new(
                        decided,
                        ReferenceEquals(decided.Jobs, jobs) ? null : ChangeOf(thing, jobId, Asker.Service, MessagesOf(decided.Messages), now));
                }
            },
            ct);

    private ThingChange ChangeOf(string thing, string? jobId, Asker asker, IReadOnlyList<ThingMessage> messages, DateTimeOffset now) =>
        new(thing, ThingSubject.Jobs, jobId, 0, null, asker != Asker.Service, messages) { Host = news.Host, At = now };

    private static ThingMessage[] MessagesOf(IEnumerable<JobMessage> messages) => [.. messages.Select(m => ThingMessage.Of(m.Topic, m.Body))];

    private bool IsThing(string thing) => DeviceId.TryParse(thing, out var device) && registry.Find(device) is not null;
}
