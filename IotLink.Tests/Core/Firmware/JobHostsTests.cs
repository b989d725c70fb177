using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Things;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Firmware;

public sealed class SqliteJobHostsTests(SqliteFixture place) : JobHostsTests(place), IClassFixture<SqliteFixture>;

public sealed class PostgresJobHostsTests(PostgresFixture place) : JobHostsTests(place), IClassFixture<PostgresFixture>;

/// <summary>The jobs service of one process, and of several on one store.</summary>
public abstract class JobHostsTests(RelationalFixture place) : IAsyncLifetime
{
    private const string Jobs = "$aws/things/dev-1/jobs/";

    private static readonly JsonObject Document = new() { ["operation"] = "test" };

    private readonly FakeTimeProvider _clock = new(Plant.Noon);
    private readonly List<ThingHost> _hosts = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) host.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_in_progress_timer_survives_a_restart_and_ends_once_on_two_hosts()
    {
        var before = await HostAsync();
        Assert.True(await before.Jobs.QueueAsync("dev-1", new("fw", Document, TimeSpan.FromMinutes(5)), Ct));
        await before.AskJobsAsync(Jobs + "start-next", "", Asker.Thing, Ct);

        var (one, two) = (await HostAsync(), await HostAsync());
        _clock.Advance(TimeSpan.FromSeconds(299));
        await one.Jobs.TimeOutAsync(Ct);
        Assert.Equal(JobStatus.InProgress, (await one.Jobs.OfThingAsync("dev-1", Ct)).Executions.Single().Status);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(one.Jobs.TimeOutAsync(Ct), two.Jobs.TimeOutAsync(Ct));

        var ended = (await one.Jobs.OfThingAsync("dev-1", Ct)).Executions.Single();
        Assert.Equal((JobStatus.TimedOut, 3), (ended.Status, ended.Version));
        Assert.Equal([Jobs + "notify", Jobs + "notify-next"], one.Published.Concat(two.Published).Select(p => p.Topic).Order());
        await one.Follower.FollowAsync(Ct);
        await two.Follower.FollowAsync(Ct);
        Assert.Equal(4, one.Published.Count + two.Published.Count); // each tells what the other one did
    }

    [Fact]
    public async Task A_numbered_order_is_queued_once_however_often_it_is_given()
    {
        var (one, two) = (await HostAsync(), await HostAsync());
        var order = new JobOrder("fw", Document, null, 1);

        var queued = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => (n % 2 == 0 ? one : two).Jobs.QueueAsync("dev-1", order, Ct)));
        Assert.Single(queued, q => q);
        await one.Jobs.CancelAsync("dev-1", "fw", false, Ct);
        Assert.False(await two.Jobs.QueueAsync("dev-1", order, Ct));
        Assert.True(await two.Jobs.QueueAsync("dev-1", order with { Number = 2 }, Ct));

        Assert.Equal([JobStatus.Canceled, JobStatus.Queued], (await one.Jobs.OfJobAsync("fw", Ct)).Select(t => t.Execution.Status));
        Assert.False(await one.Jobs.QueueAsync("nobody", order, Ct));
    }

    [Fact]
    public async Task A_job_queued_on_one_host_is_told_by_the_one_the_device_is_connected_to()
    {
        var (portal, ingest) = (await HostAsync(), await HostAsync());
        var heard = new List<JobNotice>();
        using var watch = portal.Jobs.Watch(heard.Add);

        await portal.Jobs.QueueAsync("dev-1", new("fw", Document), Ct);
        await ingest.Follower.FollowAsync(Ct);
        Assert.Equal([Jobs + "notify", Jobs + "notify-next"], ingest.Published.Select(p => p.Topic));

        await ingest.AskJobsAsync(Jobs + "start-next", "", Asker.Thing, Ct);
        await ingest.AskJobsAsync(Jobs + "fw/update", """{"status":"SUCCEEDED","clientToken":"z"}""", Asker.Thing, Ct);
        Assert.Equal(Jobs + "fw/update/accepted", ingest.Published[3].Topic);
        await portal.Follower.FollowAsync(Ct);

        Assert.Equal([new("dev-1", "fw", false), new("dev-1", "fw", true), new("dev-1", "fw", true)], heard);
        Assert.Equal(JobStatus.Succeeded, (await portal.Jobs.OfJobAsync("fw", Ct)).Single().Execution.Status);
    }

    [Fact]
    public async Task An_order_beyond_the_limits_is_a_bug_of_the_caller()
    {
        var host = await HostAsync();
        var orders = new[]
        {
            new JobOrder("no spaces", Document),
            new JobOrder("fw", new() { ["x"] = new string('x', 32_768) }),
            new JobOrder("fw", Document, TimeSpan.FromSeconds(59)),
            new JobOrder("fw", Document, TimeSpan.FromDays(8)),
        };
        foreach (var order in orders) await Assert.ThrowsAsync<ArgumentException>(() => host.Jobs.QueueAsync("dev-1", order, Ct));
    }

    private async Task<ThingHost> HostAsync()
    {
        var host = new ThingHost(place.Settings, new FakeRegistry().With("dev-1"), _clock);
        _hosts.Add(host);
        await host.Follower.FollowAsync(Ct);
        return host;
    }
}
