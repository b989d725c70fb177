using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Devices;
using IotLink.Core.Health;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Sqlite;

/// <summary>Crashes between the files: the checkpoint is never ahead of the rows, and a replay changes nothing.</summary>
public sealed class HotStoreCrashTests : IDisposable
{
    private static readonly DeviceId Dev = Sample.Device("dev-1");

    private readonly HotFolder _before = new();
    private readonly BatchBuilder _batch = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _before.Dispose();

    [Fact]
    public async Task After_a_kill_everything_that_was_saved_is_there()
    {
        using var store = _before.Open();
        await store.SaveAsync(First(), Ct);
        await store.SaveAsync(Second(), Ct);
        using var left = _before.Copy();
        using var reopened = left.Open();
        Assert.Equal(4, await reopened.CheckpointAsync(0, Ct));
        await MustBeWholeAsync(reopened);
    }

    [Fact]
    public async Task A_metric_that_no_row_had_used_before_a_kill_stops_no_flush_after_it()
    {
        BatchBuilder.Set(_batch.Begin(0).Add("dev-1", 1, Sample.Noon), "vibration", 1);
        using var store = _before.Open();
        await store.SaveAsync(First(), Ct);
        using var left = _before.Copy();
        using (var reopened = left.Open())
        {
            left.Clock.Advance(TimeSpan.FromSeconds(60));
            await reopened.SaveAsync(Second(), Ct);
        }

        using var flushed = left.Open();
        await MustBeWholeAsync(flushed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task A_crash_after_the_rows_and_before_the_checkpoint_replays_into_the_same(int secondsBetween)
    {
        using var store = _before.Open();
        await store.SaveAsync(First(), Ct);
        using var between = _before.Copy();
        _before.Clock.Advance(TimeSpan.FromSeconds(secondsBetween));
        await store.SaveAsync(Second(), Ct);
        using var crashed = _before.Copy();
        crashed.TakeFrom(between, "state.db*");

        using var reopened = crashed.Open();
        Assert.Equal(2, await reopened.CheckpointAsync(0, Ct));
        Assert.Equal(4, (await reopened.LatestAsync(Dev, Ct))!.Metrics["tempC"].Number);
        await reopened.SaveAsync(Second(), Ct);
        await MustBeWholeAsync(reopened);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task A_power_loss_that_takes_rows_takes_the_checkpoint_back_and_the_stream_brings_them_again(int secondsBetween)
    {
        using var store = _before.Open();
        await store.SaveAsync(First(), Ct);
        using var between = _before.Copy();
        _before.Clock.Advance(TimeSpan.FromSeconds(secondsBetween));
        await store.SaveAsync(Second(), Ct);
        using var crashed = _before.Copy();
        crashed.TakeFrom(between, "hot-*");

        using var reopened = crashed.Open();
        Assert.Equal(2, await reopened.CheckpointAsync(0, Ct));
        Assert.Equal(2, (await reopened.LatestAsync(Dev, Ct))!.Metrics["tempC"].Number);
        await reopened.SaveAsync(Second(), Ct);
        await MustBeWholeAsync(reopened);
    }

    [Fact]
    public async Task A_lost_state_file_is_rebuilt_from_the_rows_and_the_stream()
    {
        using (var store = _before.Open())
        {
            await store.SaveAsync(First(), Ct);
            await store.SaveAsync(Second(), Ct);
        }

        foreach (var path in Directory.GetFiles(_before.Path, "state.db*")) File.Delete(path);
        using var reopened = _before.Open();
        Assert.Equal(0, await reopened.CheckpointAsync(0, Ct));
        await reopened.SaveAsync(First(), Ct);
        await reopened.SaveAsync(Second(), Ct);
        await MustBeWholeAsync(reopened);
    }

    [Fact]
    public async Task A_batch_over_midnight_that_was_half_saved_is_completed_by_its_replay()
    {
        var lateEvening = Sample.Noon.AddHours(12).AddSeconds(-2);
        using var store = _before.Open();
        await store.SaveAsync(First(), Ct);
        using var before = _before.Copy();
        await store.SaveAsync(OverMidnight(), Ct);
        using var crashed = _before.Copy();
        crashed.TakeFrom(before, "state.db*");
        crashed.TakeFrom(before, "hot-2026-11-24*");

        using var reopened = crashed.Open();
        Assert.Equal(2, await reopened.CheckpointAsync(0, Ct));
        await reopened.SaveAsync(OverMidnight(), Ct);
        Assert.Equal([6, 5, 4, 3, 2, 1], (await reopened.RecentAsync(Dev, 10, Ct)).Select(r => r.Metrics["tempC"].Number!.Value));

        TelemetryBatch OverMidnight() => _batch.Begin(6).Readings(lateEvening, TimeSpan.FromSeconds(1), 3, 4, 5, 6).Build();
    }

    [Fact]
    public async Task A_store_that_cannot_write_says_so_and_goes_on_when_it_can()
    {
        using var store = _before.Open();
        await store.SaveAsync(First(), Ct);
        using (var other = Database.OpenForWriting(Path.Combine(_before.Path, "hot-2026-11-23-0.db")))
        {
            other.Execute("CREATE TRIGGER no BEFORE INSERT ON reading BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
            await Assert.ThrowsAsync<HotStoreException>(() => store.SaveAsync(Second(), Ct));
            Assert.Equal(PartState.Down, store.Status.State);
            Assert.Equal(2, await store.CheckpointAsync(0, Ct));
            Assert.Equal(2, (await store.LatestAsync(Dev, Ct))!.Metrics["tempC"].Number);
            other.Execute("DROP TRIGGER no");
        }

        await store.SaveAsync(Second(), Ct);
        Assert.Equal(PartState.Ok, store.Status.State);
        await MustBeWholeAsync(store);
    }

    private TelemetryBatch First() =>
        _batch.Begin(2).Readings(1, [("dev-1", 1, 1), ("dev-1", 2, 2)]).Letter(1, Reason.SpecMissing, "prod-a").Build();

    private TelemetryBatch Second() =>
        _batch.Begin(4).Readings(3, [("dev-2", 3, 3), ("dev-1", 4, 4)]).Letter(3, Reason.SpecMissing, "prod-a").Build();

    private static async Task MustBeWholeAsync(SqliteHotStore store)
    {
        Assert.Equal(4, await store.CheckpointAsync(0, Ct));
        Assert.Equal([4, 2, 1], (await store.RecentAsync(Dev, 10, Ct)).Select(r => r.Metrics["tempC"].Number!.Value));
        Assert.Equal(3, Assert.Single(await store.RecentAsync(Sample.Device("dev-2"), 10, Ct)).Metrics["tempC"].Number);
        Assert.Equal(4, (await store.LatestAsync(Dev, Ct))!.Metrics["tempC"].Number);
        Assert.Equal([1, 2, 4], (await store.SeriesAsync(Dev, "tempC", Sample.Noon, Sample.Noon.AddDays(1), 10, Ct)).Select(p => p.Value));
    }

    [Fact]
    public void A_file_whose_process_was_killed_before_it_had_tables_is_an_empty_one()
    {
        var folder = Directory.CreateTempSubdirectory("iotlink-test-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "hot-2026-11-23-0.db"), []);
            using var store = SqliteHotStore.Open(folder, new(), TimeProvider.System);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
