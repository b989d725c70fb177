using IotLink.Core.Adapters.Relational;
using IotLink.Core.DeadLetters;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteLetterJobTests(SqliteFixture place) : LetterJobStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresLetterJobTests(PostgresFixture place) : LetterJobStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="ILetterJobStore"/> keeps to.</summary>
public abstract class LetterJobStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly LetterSignature Group = new(Reason.SpecOutOfData, Sample.Product("prod-a"), 3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private LetterJobStore Jobs => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_job_comes_back_as_it_was_asked_for()
    {
        var orders = new[]
        {
            new LetterOrder(LetterAction.Reprocess, LetterSelection.Of(Group), "스펙 v4 게시"),
            new LetterOrder(LetterAction.Discard, LetterSelection.Of(new StreamPosition(0, 7), new StreamPosition(0, 9)), "시험 장비"),
            new LetterOrder(LetterAction.Try, LetterSelection.Of(Group with { Product = null })) { Specs = SpecChoice.OfDraft("spec: 1") },
            new LetterOrder(LetterAction.Try, LetterSelection.Everything) { Specs = SpecChoice.OfVersion(2) },
        };

        foreach (var order in orders)
        {
            var added = await AskAsync(order);
            var found = await Jobs.FindAsync(added.Id, Ct);
            Assert.Equal((order.Action, order.Reason, order.Specs), (found!.Order.Action, found.Order.Reason, found.Order.Specs));
            Assert.Equal(order.Selection.Signature, found.Order.Selection.Signature);
            Assert.Equal(order.Selection.Positions, found.Order.Selection.Positions);
            Assert.Equal((JobState.Waiting, "u1", "김하늘", Plant.Noon), (found.State, found.UserId, found.UserName, found.AskedAt));
        }

        Assert.Equal(orders.Reverse().Take(3).Select(o => o.Action), (await Jobs.RecentAsync(3, Ct)).Select(j => j.Order.Action));
    }

    [Fact]
    public async Task Of_hosts_that_take_at_once_each_gets_a_job_of_its_own()
    {
        for (var i = 0; i < 3; i++) await AskAsync();

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Jobs.TakeAsync($"host-{n}", Plant.Noon, Lease, Ct)));

        Assert.Equal(3, taken.OfType<LetterJob>().Select(j => j.Id).Distinct().Count());
        Assert.Equal(3, taken.OfType<LetterJob>().Count());
    }

    [Fact]
    public async Task A_host_that_stopped_reporting_loses_its_job_and_the_next_goes_on_from_its_report()
    {
        var job = await AskAsync();
        await Jobs.TakeAsync("one", Plant.Noon, Lease, Ct);
        var progress = new JobProgress(100, 40, 30, 10, 2, 5, new(0, 77));
        Assert.NotNull(await Jobs.ReportAsync(job.Id, "one", progress, Plant.Noon.AddSeconds(10), Lease, Ct));

        Assert.Null(await Jobs.TakeAsync("two", Plant.Noon.AddSeconds(25), Lease, Ct));
        var taken = await Jobs.TakeAsync("two", Plant.Noon.AddSeconds(26), Lease, Ct);

        Assert.Equal(progress, taken!.Progress);
        Assert.Equal(Plant.Noon, taken.StartedAt);
        Assert.Null(await Jobs.ReportAsync(job.Id, "one", progress with { Done = 41 }, Plant.Noon.AddSeconds(27), Lease, Ct));
        Assert.False(await Jobs.EndAsync(job.Id, "one", new(JobState.Done, progress, [], null), Plant.Noon.AddSeconds(27), Ct));
        Assert.Equal(("two", JobState.Running), ((await Jobs.FindAsync(job.Id, Ct))!.Owner, (await Jobs.FindAsync(job.Id, Ct))!.State));
    }

    [Fact]
    public async Task A_waiting_job_is_cancelled_at_once_and_a_running_one_hears_of_it()
    {
        var (running, waiting) = (await AskAsync(), await AskAsync());
        await Jobs.TakeAsync("one", Plant.Noon, Lease, Ct);

        Assert.Equal(JobState.Cancelled, (await Jobs.CancelAsync(waiting.Id, Plant.Noon, Ct))!.State);
        Assert.Equal(JobState.Running, (await Jobs.CancelAsync(running.Id, Plant.Noon, Ct))!.State);

        Assert.True((await Jobs.ReportAsync(running.Id, "one", new(), Plant.Noon, Lease, Ct))!.CancelAsked);
        Assert.True(await Jobs.EndAsync(running.Id, "one", new(JobState.Cancelled, new(), [], null), Plant.Noon.AddSeconds(1), Ct));
        Assert.Null(await Jobs.TakeAsync("two", Plant.Noon.AddDays(1), Lease, Ct));
        Assert.Null(await Jobs.CancelAsync(12345, Plant.Noon, Ct));
        Assert.Equal(JobState.Cancelled, (await Jobs.CancelAsync(running.Id, Plant.Noon, Ct))!.State);
    }

    [Fact]
    public async Task What_a_try_came_to_is_kept_and_dropped_when_it_is_old()
    {
        var job = await AskAsync();
        await Jobs.TakeAsync("one", Plant.Noon, Lease, Ct);
        var result = new TryResult(
            "v4", 4, 90, 10, 2, [new(Reason.SpecNoMatch, 10, new(0, 5), "태그 0x09")], [new("tempC", 90, -1e300, double.MaxValue, "26.3")],
            [new(new(0, 4), "dev-1", new Dictionary<string, string> { ["tempC"] = "26.3" })])
        { IsDraft = true };

        await Jobs.EndAsync(job.Id, "one", new(JobState.Done, new(100, 100), [result], null), Plant.Noon.AddSeconds(5), Ct);

        var read = Assert.Single((await Jobs.FindAsync(job.Id, Ct))!.Results);
        Assert.Equal(result with { Failures = read.Failures, Metrics = read.Metrics, Samples = read.Samples }, read);
        Assert.Equal(result.Failures, read.Failures);
        Assert.Equal(result.Metrics, read.Metrics);
        Assert.Equal("26.3", Assert.Single(read.Samples).Metrics["tempC"]);
        Assert.Equal(0, await Jobs.DropAsync(Plant.Noon.AddSeconds(5), Ct));
        Assert.Equal(1, await Jobs.DropAsync(Plant.Noon.AddSeconds(6), Ct));
    }

    private Task<LetterJob> AskAsync(LetterOrder? order = null) =>
        Jobs.AddAsync(order ?? new(LetterAction.Reprocess, LetterSelection.Of(Group)), "u1", "김하늘", Plant.Noon, Ct);
}
