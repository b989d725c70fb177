using IotLink.Core.Adapters.Relational;
using IotLink.Core.Backtests;
using IotLink.Core.Documents;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteBacktestTests(SqliteFixture place) : BacktestStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresBacktestTests(PostgresFixture place) : BacktestStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IBacktestStore"/> keeps to.</summary>
public abstract class BacktestStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly DocumentKey Rule = new(DocumentKind.Rule, Sample.Product("prod-a"), "hot");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private BacktestStore Backtests => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_result_comes_back_as_it_was()
    {
        await Backtests.AddAsync(Job(1), Ct);
        var result = new BacktestResult(Sample.Noon, Sample.Noon.AddDays(1), 3, 1_000_000, new(2, 1, 2, 0, TimeSpan.FromMinutes(3), TimeSpan.FromHours(2))
        {
            ByDay = [new(new(2026, 11, 23), 2)],
            ByDevice = [new("dev-1".AsDevice(), 2)],
            Firings = [new("dev-1".AsDevice(), "hot", Sample.Noon, null, "온도 85 > 80", new(0, 7)) { IsShared = true }],
        })
        {
            Comparison = new(1, 2, 3),
            Verdicts = new(9, 9, 7, 5),
            Sweep = [new(80, 4, 1.5, 2)],
            Took = TimeSpan.FromSeconds(2),
        };
        await Backtests.TakeAsync("a", Sample.Noon, Lease, Ct);
        var done = await Backtests.ChangeAsync(Job(1).Id, j => j.Finish("a", result), Ct);
        var read = await Backtests.FindAsync(Job(1).Id, Ct);
        Assert.Equal(BacktestState.Done, read?.State);
        Assert.Equivalent(done, read, strict: true);
    }

    [Fact]
    public async Task The_oldest_is_taken_first_by_one_host_until_its_lease_is_over()
    {
        await Backtests.AddAsync(Job(2), Ct);
        await Backtests.AddAsync(Job(1), Ct);
        Assert.Equal(Job(1).Id, (await Backtests.TakeAsync("a", Sample.Noon, Lease, Ct))?.Id);
        Assert.Equal(Job(2).Id, (await Backtests.TakeAsync("b", Sample.Noon, Lease, Ct))?.Id);
        Assert.Null(await Backtests.TakeAsync("c", Sample.Noon, Lease, Ct));
        Assert.Equal(Job(1).Id, (await Backtests.TakeAsync("c", Sample.Noon + Lease, Lease, Ct))?.Id);
        Assert.Null(await Backtests.ChangeAsync(Job(1).Id, j => j.Report("a", 1, 2, Sample.Noon, Lease), Ct));
    }

    [Fact]
    public async Task A_documents_own_are_listed_newest_first_and_the_oldest_make_room()
    {
        for (var i = 0; i < IBacktestStore.Kept + 3; i++)
        {
            await Backtests.AddAsync(Job(i), Ct);
            await Backtests.ChangeAsync(Job(i).Id, j => j.Cancel(), Ct);
        }

        var other = Job(1000) with { Request = Job(1).Request with { Document = Rule with { Name = "other" } } };
        await Backtests.AddAsync(other, Ct);
        Assert.Equal([Job(IBacktestStore.Kept + 2).Id, Job(IBacktestStore.Kept + 1).Id], (await Backtests.RecentAsync(Rule, 2, Ct)).Select(b => b.Id));
        Assert.Equal(other.Id, (await Backtests.RecentAsync(null, 1, Ct))[0].Id);
        Assert.Null(await Backtests.FindAsync(Job(1).Id, Ct));
    }

    private static BacktestJob Job(int number) =>
        new($"job-{number:0000}", new(Rule, Sample.Noon, Sample.Noon.AddDays(1), "ruleId: hot"), "u-1", "김연구", Sample.Noon.AddSeconds(number));
}
