using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.StoreContracts;

/// <summary>What every <see cref="IDeadLetterStore"/> keeps to, beside the hot store it shares its batches with.</summary>
public abstract class DeadLetterStoreContract : IAsyncLifetime
{
    protected static readonly LetterSignature Group = new(Reason.SpecMissing, Sample.Product("prod-a"), 0);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(Sample.Noon);

    protected BatchBuilder Batch { get; } = new();

    protected abstract IDeadLetterStore Letters { get; }

    protected IHotStore Hot { get; private set; } = null!;

    protected abstract ValueTask<IHotStore> OpenAsync();

    protected abstract ValueTask CloseAsync();

    public async ValueTask InitializeAsync() => Hot = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_reprocessed_letter_leaves_its_group_and_its_reading_keeps_the_messages_position()
    {
        await SaveAsync(letters: [1, 2], readings: [(3, 30)]);

        Assert.Equal([At(1)], await SettleAsync(7, LetterState.Reprocessed, (1, 10)));

        Assert.Equal(1, Assert.Single(await Letters.GroupsAsync(Ct)).Count);
        var letter = await Letters.FindAsync(At(1), Ct);
        Assert.Equal((LetterState.Reprocessed, "김하늘"), (letter!.State, letter.ChangedBy));
        Assert.Equal([10, 30], (await TemperaturesAsync()).Order());
        Assert.Equal(30, (await Hot.LatestAsync(Sample.Device("dev-1"), Ct))!.Metrics["tempC"].Number);
        Assert.Contains(await Hot.RecentAsync(Sample.Device("dev-1"), 10, Ct), r => r.Position == At(1));
        Assert.Equal(1, (await Letters.SettledByAsync(7, Ct))[LetterState.Reprocessed]);
    }

    [Fact]
    public async Task Settling_twice_changes_nothing()
    {
        await SaveAsync(letters: [1, 2], readings: [(3, 30)]);
        await SettleAsync(7, LetterState.Reprocessed, (1, 10));

        Assert.Empty(await SettleAsync(7, LetterState.Reprocessed, (1, 10)));
        Assert.Empty(await SettleAsync(8, LetterState.Reprocessed, (1, 10)));
        await ReopenAsync();
        Assert.Empty(await SettleAsync(9, LetterState.Reprocessed, (1, 10)));

        Assert.Equal([10, 30], (await TemperaturesAsync()).Order());
    }

    [Fact]
    public async Task A_failure_counts_once_per_job_and_may_move_the_letter_to_another_group()
    {
        await SaveAsync(letters: [1], readings: []);
        var failed = new LetterOutcome(
            At(1), LetterState.Open, 1, Sample.Noon.AddMinutes(1), new(Reason.SpecNoMatch, "태그 0x09", 2), 4, 7, Sample.Noon)
        { By = "김하늘", Edition = 12 };

        await Letters.SettleAsync(Batch.Begin(0).Build(), [failed], Ct);
        Assert.Empty(await Letters.SettleAsync(Batch.Begin(0).Build(), [failed with { Attempts = 2 }], Ct));

        var letter = await Letters.FindAsync(At(1), Ct);
        Assert.Equal((1, failed.Refusal, 4, 12, failed.NotBefore), (letter!.Attempts, letter.Refusal, letter.SpecVersion, letter.Edition, letter.NotBefore));
        Assert.Equal(new LetterSignature(Reason.SpecNoMatch, Sample.Product("prod-a"), 4), Assert.Single(await Letters.GroupsAsync(Ct)).Signature);
        Assert.Empty(await Letters.WalkAsync(LetterSelection.Everything, null, 7, 10, Ct));
        Assert.Single(await Letters.WalkAsync(LetterSelection.Everything, null, 8, 10, Ct));
    }

    [Fact]
    public async Task A_batch_that_is_saved_again_leaves_a_settled_letter_alone()
    {
        await SaveAsync(letters: [1], readings: []);
        await SettleAsync(7, LetterState.Discarded);

        await SaveAsync(letters: [1], readings: []);

        Assert.Equal(LetterState.Discarded, (await Letters.FindAsync(At(1), Ct))!.State);
        Assert.Empty(await Letters.GroupsAsync(Ct));
    }

    [Fact]
    public async Task A_walk_goes_through_a_group_in_stream_order_page_by_page()
    {
        await SaveAsync(letters: [1, 2, 4, 5], readings: []);
        await Hot.SaveAsync(Batch.Begin(6).Letter(6, Reason.JsonMalformed, "prod-a").Build(), Ct);

        var first = await Letters.WalkAsync(LetterSelection.Of(Group), null, 1, 3, Ct);
        var rest = await Letters.WalkAsync(LetterSelection.Of(Group), first[^1].Position, 1, 3, Ct);

        Assert.Equal([1L, 2, 4, 5], first.Concat(rest).Select(t => t.Position.Sequence));
        Assert.Equal([2L, 6], (await Letters.WalkAsync(LetterSelection.Of(At(6), At(2), At(3)), null, 1, 9, Ct)).Select(t => t.Position.Sequence));
        Assert.Equal(5, (await Letters.WalkAsync(LetterSelection.Everything, null, 1, 9, Ct)).Count);
    }

    [Fact]
    public async Task A_letter_knows_that_its_twin_became_telemetry()
    {
        await SaveAsync(letters: [1, 2], readings: []);
        Assert.False((await Letters.WalkAsync(LetterSelection.Everything, null, 8, 9, Ct))[0].TwinStored);
        await SettleAsync(7, LetterState.Reprocessed, (1, 10));
        Assert.True(Assert.Single(await Letters.WalkAsync(LetterSelection.Everything, null, 8, 9, Ct)).TwinStored);
    }

    [Fact]
    public async Task Old_letters_go_parked_ones_later_and_beyond_a_number_the_oldest()
    {
        await SaveAsync(letters: [1, 2, 3, 4, 5], readings: []);
        await Letters.SettleAsync(Batch.Begin(0).Build(), [new(At(1), LetterState.Parked, 5, null, null, 0, 7, Sample.Noon)], Ct);

        Assert.Equal(1, await Letters.DropAsync(Sample.Noon.AddSeconds(3), Sample.Noon, 100, Ct));
        Assert.Equal(1, await Letters.DropAsync(Sample.Noon, Sample.Noon, 2, Ct));

        Assert.Equal([5L, 4, 1], (await Letters.ListAsync(LetterQuery.All, 0, 10, Ct)).Items.Select(l => l.Position.Sequence));
        Assert.Equal(1, await Letters.DropAsync(Sample.Noon, Sample.Noon.AddSeconds(2), 2, Ct));
        Assert.Equal(0, (await Letters.StatesAsync(Ct))[LetterState.Parked]);
    }

    [Fact]
    public async Task A_history_is_whole_when_letters_of_an_earlier_day_are_reprocessed_and_that_day_is_dropped()
    {
        await SaveAsync(letters: [1], readings: [(2, 20)]);
        Clock.Advance(TimeSpan.FromDays(1));
        await Hot.SaveAsync(Batch.Begin(3).Readings(Clock.GetUtcNow(), TimeSpan.Zero, 30).Build(), Ct);
        await SettleAsync(7, LetterState.Reprocessed, (1, 10));
        await Hot.SaveAsync(Batch.Begin(4).Readings(Clock.GetUtcNow().AddSeconds(1), TimeSpan.Zero, 40).Build(), Ct);

        await ReopenAsync();
        await Hot.DropBeforeAsync(DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime), Ct);

        Assert.Equal([10, 30, 40], (await TemperaturesAsync()).Order());
    }

    [Fact]
    public async Task Letters_are_counted_by_version_and_time_whatever_became_of_them()
    {
        await SaveAsync(letters: [1, 2, 3, 4], readings: []);
        await SettleAsync(7, LetterState.Discarded);
        await Letters.SettleAsync(Batch.Begin(0).Build(), [new(At(4), LetterState.Open, 1, null, new(Reason.SpecNoMatch, "tag"), 5, 8, Sample.Noon)], Ct);

        Assert.Equal(3, await Letters.CountAsync(LetterQuery.All with { SpecVersion = 0 }, Ct));
        Assert.Equal(1, await Letters.CountAsync(LetterQuery.All with { SpecVersion = 5, Product = Sample.Product("prod-a") }, Ct));
        Assert.Equal(2, await Letters.CountAsync(LetterQuery.All with { Since = Sample.Noon.AddSeconds(2), Before = Sample.Noon.AddSeconds(4) }, Ct));
    }

    protected static StreamPosition At(long sequence) => new(0, sequence);

    protected async Task ReopenAsync()
    {
        await CloseAsync();
        Hot = await OpenAsync();
    }

    protected Task SaveAsync(long[] letters, (long Sequence, double TempC)[] readings)
    {
        Batch.Begin(letters.Concat(readings.Select(r => r.Sequence)).Max());
        foreach (var (sequence, tempC) in readings) Reading(sequence, tempC, 0);
        foreach (var sequence in letters) Batch.Letter(sequence, Reason.SpecMissing, "prod-a");
        return Hot.SaveAsync(Batch.Build(), Ct);
    }

    /// <summary>Letters become readings as old as they are; without readings letter 1 is settled.</summary>
    protected Task<IReadOnlySet<StreamPosition>> SettleAsync(long job, LetterState state, params (long Sequence, double TempC)[] readings)
    {
        Batch.Begin(0);
        foreach (var (sequence, tempC) in readings) Reading(sequence, tempC, -60);
        var positions = readings.Length == 0 ? [At(1)] : readings.Select(r => At(r.Sequence));
        return Letters.SettleAsync(
            Batch.Build(), [.. positions.Select(p => new LetterOutcome(p, state, 0, null, null, 0, job, Sample.Noon) { By = "김하늘" })], Ct);
    }

    protected async Task<IEnumerable<double>> TemperaturesAsync() =>
        (await Hot.RecentAsync(Sample.Device("dev-1"), 100, Ct)).Select(r => r.Metrics["tempC"].Number!.Value);

    private void Reading(long sequence, double tempC, int secondsAfterNoon)
    {
        var reading = Batch.Add("dev-1", sequence, Sample.Noon.AddSeconds(secondsAfterNoon));
        reading.IngestTimestamp = Sample.Noon;
        BatchBuilder.Set(reading, "tempC", tempC);
    }
}
