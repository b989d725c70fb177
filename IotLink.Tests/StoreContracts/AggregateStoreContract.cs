using IotLink.Core.Adapters.Relational;
using IotLink.Core.Aggregates;
using IotLink.Core.Devices;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteAggregateTests(SqliteFixture place) : AggregateStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresAggregateTests(PostgresFixture place) : AggregateStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IAggregateStore"/> keeps to.</summary>
public abstract class AggregateStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly ProductId Product = Sample.Product("prod-a");

    /// <summary>Midnight in Seoul.</summary>
    private static readonly DateTimeOffset Midnight = AggregateCalendar.Korea.StartOf(new DateOnly(2026, 11, 23));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AggregateStore Store => new(place.Database, AggregateCalendar.Korea);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Hours_come_back_with_what_they_are_part_of()
    {
        await AddAsync(0, 10, Hour("dev-1", 0, 1, 2), Hour("dev-1", 7, 3), Hour("dev-2", 0, 5));
        Assert.Equal(10, await Store.CheckpointAsync(0, Ct));
        Assert.Equal(["dev-1 0h 2 3", "dev-2 0h 1 5", "dev-1 7h 1 3"], await ReadAsync(AggregateSpan.Hour, each: true));
        Assert.Equal(["dev-1 0h 2 3", "dev-2 0h 1 5", "dev-1 6h 1 3"], await ReadAsync(AggregateSpan.SixHours, each: true));
        Assert.Equal(["dev-1 0h 3 6", "dev-2 0h 1 5"], await ReadAsync(AggregateSpan.Day, each: true));
        Assert.Equal([" 0h 3 8", " 7h 1 3"], await ReadAsync(AggregateSpan.Hour, each: false));
        Assert.Equal([" 0h 4 11"], await ReadAsync(AggregateSpan.Day, each: false));
    }

    [Fact]
    public async Task The_same_addition_again_changes_nothing()
    {
        await AddAsync(0, 10, Hour("dev-1", 0, 1, 2));
        Assert.False(await Store.AddAsync(new(0, 0, 10, [Hour("dev-1", 0, 1, 2)], Sample.Noon), Ct));
        Assert.Equal(["dev-1 0h 2 3"], await ReadAsync(AggregateSpan.Hour, each: true));
    }

    [Fact]
    public async Task Shards_have_checkpoints_of_their_own_and_meet_in_one_window()
    {
        await AddAsync(0, 10, Hour("dev-1", 0, 1));
        Assert.True(await Store.AddAsync(new(1, 0, 4, [Hour("dev-1", 0, 2)], Sample.Noon), Ct));
        Assert.Equal((10, 4), (await Store.CheckpointAsync(0, Ct), await Store.CheckpointAsync(1, Ct)));
        Assert.Equal(["dev-1 0h 2 3"], await ReadAsync(AggregateSpan.Day, each: true));
    }

    [Fact]
    public async Task Two_hosts_that_add_for_the_same_shard_count_once_and_for_others_both()
    {
        var tries = Enumerable.Range(0, 8).Select(i => Store.AddAsync(new(i % 4, 0, 5, [Hour("dev-1", 0, 1)], Sample.Noon), Ct));
        Assert.Equal(4, (await Task.WhenAll(tries)).Count(added => added));
        Assert.Equal(["dev-1 0h 4 4"], await ReadAsync(AggregateSpan.Hour, each: true));
    }

    [Fact]
    public async Task A_late_reading_opens_exactly_its_windows()
    {
        await AddAsync(0, 10, Hour("dev-1", 0, 1), Hour("dev-1", 7, 3), Hour("dev-2", 0, 5), Hour("dev-1", 25, 1));
        Assert.True(await SealAsync(Midnight.AddDays(2)) > 0);
        Assert.Equal(0, await SealAsync(Midnight.AddDays(2)));
        await AddAsync(10, 11, Hour("dev-1", 7, 4));
        Assert.Equal([("", 7), ("dev-1", 7)], await OpenAsync(AggregateSpan.Hour));
        Assert.Equal([("", 6), ("dev-1", 6)], await OpenAsync(AggregateSpan.SixHours));
        Assert.Equal([("", 0), ("dev-1", 0)], await OpenAsync(AggregateSpan.Day));
        var days = await Store.DaysAsync(0, Ct);
        Assert.Equal([(Midnight, false), (Midnight.AddDays(1), true)], days.Select(d => (d.Start, d.IsSealed)));
        Assert.Equal([Midnight], (await Store.DaysAsync(days[1].Revision, Ct)).Select(d => d.Start));
    }

    [Fact]
    public async Task A_window_that_has_not_ended_is_not_sealed()
    {
        await AddAsync(0, 10, Hour("dev-1", 0, 1), Hour("dev-1", 1, 3));
        await SealAsync(Midnight.AddMinutes(90));
        Assert.Equal([("", 1), ("dev-1", 1)], await OpenAsync(AggregateSpan.Hour));
        Assert.Equal([("", 0), ("dev-1", 0)], await OpenAsync(AggregateSpan.Day));
    }

    [Fact]
    public async Task What_is_computed_again_takes_the_place_of_its_hours_and_of_what_they_are_part_of()
    {
        await AddAsync(0, 10, Hour("dev-1", 0, 1), Hour("dev-1", 1, 2), Hour("dev-1", 7, 3), Hour("dev-2", 0, 5));
        await SealAsync(Midnight.AddDays(2));
        Assert.True(await ReplaceAsync(Sample.Device("dev-1"), 0, 2, 10, Hour("dev-1", 0, 100)));
        Assert.Equal(["dev-1 0h 1 100", "dev-2 0h 1 5", "dev-1 7h 1 3"], await ReadAsync(AggregateSpan.Hour, each: true));
        Assert.Equal([" 0h 2 105", " 7h 1 3"], await ReadAsync(AggregateSpan.Hour, each: false));
        Assert.Equal(["dev-1 0h 2 103", "dev-2 0h 1 5"], await ReadAsync(AggregateSpan.Day, each: true));
        Assert.Equal([" 0h 3 108"], await ReadAsync(AggregateSpan.Day, each: false));
        Assert.Equal([("", 0), ("dev-1", 0)], await OpenAsync(AggregateSpan.SixHours));
    }

    [Fact]
    public async Task What_comes_out_the_same_stays_sealed()
    {
        await AddAsync(0, 10, Hour("dev-1", 0, 1), Hour("dev-2", 0, 5));
        await SealAsync(Midnight.AddDays(2));
        Assert.True(await ReplaceAsync(null, 0, 24, 10, Hour("dev-1", 0, 1), Hour("dev-2", 0, 5)));
        Assert.Empty(await OpenAsync(AggregateSpan.Hour));
        Assert.Empty(await OpenAsync(AggregateSpan.Day));
    }

    [Fact]
    public async Task A_device_without_a_reading_left_has_no_aggregate_left()
    {
        await AddAsync(0, 10, Hour("dev-1", 0, 1));
        Assert.True(await ReplaceAsync(null, 0, 24, 10));
        Assert.Empty(await ReadAsync(AggregateSpan.Day, each: true));
        Assert.Empty(await ReadAsync(AggregateSpan.Day, each: false));
    }

    [Fact]
    public async Task Nothing_is_replaced_when_something_was_added_meanwhile()
    {
        await AddAsync(0, 10, Hour("dev-1", 0, 1));
        Assert.False(await ReplaceAsync(null, 0, 24, 9));
        Assert.Equal(["dev-1 0h 1 1"], await ReadAsync(AggregateSpan.Day, each: true));
    }

    private static AggregateDocument Hour(string device, int hour, params double[] values)
    {
        var document = new AggregateDocument(new(AggregateSpan.Hour, Product, Sample.Device(device), Midnight.AddHours(hour)));
        for (var i = 0; i < values.Length; i++) document.OfOrNew("tempC").Add(values[i], new(i, new(0, i + 1), 0));
        return document;
    }

    private async Task AddAsync(long after, long through, params AggregateDocument[] hours) =>
        Assert.True(await Store.AddAsync(new(0, after, through, hours, Sample.Noon), Ct));

    private Task<bool> ReplaceAsync(DeviceId? device, int from, int to, long checkpoint, params AggregateDocument[] hours) => Store.ReplaceAsync(
        new(Product, device, Midnight.AddHours(from), Midnight.AddHours(to), hours, new Dictionary<int, long> { [0] = checkpoint }, Sample.Noon), Ct);

    private async Task<int> SealAsync(DateTimeOffset end)
    {
        var count = 0;
        foreach (var span in AggregateCalendar.Spans) count += await Store.SealAsync(span, end, Sample.Noon, Ct);
        return count;
    }

    private async Task<List<string>> ReadAsync(AggregateSpan span, bool each) =>
    [
        .. (await Store.ReadAsync(new(span, Product, null, Midnight, Midnight.AddDays(1), each), Ct)).Select(d =>
            FormattableString.Invariant($"{d.Key.Device} {(d.Key.Start - Midnight).TotalHours}h {d.Of("tempC")!.Count} {d.Of("tempC")!.Sum}")),
    ];

    private async Task<List<(string, double)>> OpenAsync(AggregateSpan span) =>
    [
        .. (await Store.OpenAsync(span, Midnight, Midnight.AddDays(1), Ct)).Select(k => (k.Device?.Value ?? "", (k.Start - Midnight).TotalHours)),
    ];
}
