using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Things;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteJobStoreTests(SqliteFixture place) : JobStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresJobStoreTests(PostgresFixture place) : JobStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IJobStore"/> keeps to.</summary>
public abstract class JobStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly JsonObject Document = new() { ["operation"] = "펌웨어" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private JobStore Jobs => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Executions_come_back_as_they_were_and_in_the_order_they_were_queued()
    {
        await ActAsync("dev-1", jobs => JobEngine.Create(jobs, "job-b", Document, TimeSpan.FromMinutes(5), Plant.Noon));
        await ActAsync("dev-1", jobs => JobEngine.Create(jobs, "job-a", Document, null, Plant.Noon));
        await ActAsync("dev-1", jobs => JobEngine.Cancel(jobs, "job-a", false, Plant.Noon.AddSeconds(1)));
        await ActAsync("dev-1", jobs => JobEngine.Create(jobs, "job-a", Document, null, Plant.Noon.AddSeconds(2)));
        await ActAsync("dev-2", jobs => JobEngine.Create(jobs, "job-a", Document, null, Plant.Noon));
        await StartAsync("dev-1", """{"statusDetails":{"step":"x"}}""", Plant.Noon.AddSeconds(3));

        var found = await Jobs.FindAsync("dev-1", Ct);

        Assert.Equal([("job-b", 1), ("job-a", 1), ("job-a", 2)], found.Executions.Select(e => (e.JobId, e.Number)));
        var started = found.Executions[0];
        Assert.Equal((JobStatus.InProgress, 2, TimeSpan.FromMinutes(5)), (started.Status, started.Version, started.Limit!.Value));
        Assert.Equal((Plant.Noon, Plant.Noon.AddSeconds(3), Plant.Noon.AddSeconds(303)), (started.QueuedAt, started.StartedAt!.Value, started.Deadline!.Value));
        Assert.Equal(ImmutableSortedDictionary<string, string>.Empty.Add("step", "x"), started.Details!);
        Assert.True(JsonNode.DeepEquals(Document, started.Document));
        Assert.Equal([JobStatus.InProgress, JobStatus.Canceled, JobStatus.Queued], found.Executions.Select(e => e.Status));
        Assert.Equal([("dev-1", 1), ("dev-1", 2), ("dev-2", 1)], (await Jobs.OfJobAsync("job-a", Ct)).Select(t => (t.Thing, t.Execution.Number)));
    }

    [Fact]
    public async Task Things_whose_timer_has_ended_are_found_and_only_those()
    {
        foreach (var thing in new[] { "dev-1", "dev-2", "dev-3" }) await ActAsync(thing, jobs => JobEngine.Create(jobs, "job", Document, TimeSpan.FromMinutes(1), Plant.Noon));
        await StartAsync("dev-1", "{}", Plant.Noon);
        await StartAsync("dev-2", "{}", Plant.Noon.AddSeconds(30));

        Assert.Empty(await Jobs.DueAsync(Plant.Noon.AddSeconds(59), 10, Ct));
        Assert.Equal(["dev-1"], await Jobs.DueAsync(Plant.Noon.AddSeconds(60), 10, Ct));
        Assert.Equal(2, (await Jobs.DueAsync(Plant.Noon.AddSeconds(90), 10, Ct)).Count);
        Assert.Single(await Jobs.DueAsync(Plant.Noon.AddSeconds(90), 1, Ct));

        await ActAsync("dev-1", jobs => JobEngine.TimeOut(jobs, Plant.Noon.AddSeconds(90)));
        Assert.Equal(["dev-2"], await Jobs.DueAsync(Plant.Noon.AddSeconds(90), 10, Ct));
    }

    [Fact]
    public async Task Writers_at_the_same_thing_all_decide_on_the_newest_executions_and_deleted_ones_are_gone()
    {
        var other = new JobStore(new(place.Settings));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            Act(n % 2 == 0 ? Jobs : other, "dev-1", jobs => JobEngine.Create(jobs, "job", Document, null, Plant.Noon))));

        Assert.Equal(Enumerable.Range(1, 16), (await Jobs.FindAsync("dev-1", Ct)).Executions.Select(e => e.Number));

        await ActAsync("dev-1", jobs => JobEngine.Delete(jobs, "job", Plant.Noon));
        Assert.Empty((await Jobs.FindAsync("dev-1", Ct)).Executions);
    }

    private static Task<JobDecision> Act(JobStore store, string thing, Func<ThingJobs, JobOutcome> act) => store.ChangeAsync(
        thing, jobs => new(act(jobs), new(thing, ThingSubject.Jobs, null, 0, null, false, []) { Host = "host", At = Plant.Noon }), Ct);

    private Task<JobDecision> ActAsync(string thing, Func<ThingJobs, JobOutcome> act) => Act(Jobs, thing, act);

    private Task<JobDecision> StartAsync(string thing, string body, DateTimeOffset now) =>
        ActAsync(thing, jobs => JobEngine.Answer(new(thing, JobOperation.StartNext, null), jobs, System.Text.Encoding.UTF8.GetBytes(body), now));
}
