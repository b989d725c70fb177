using IotLink.Core.DeadLetters;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Tests.Ingest.Pipeline;
using IotLink.Tests.Support;
using static IotLink.Tests.Ingest.DeadLetters.LetterHost;

namespace IotLink.Tests.Ingest.DeadLetters;

public sealed class ReprocessingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Letters_become_readings_under_their_own_positions_when_the_cause_is_gone()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.At(1, 70, Stranger), Piping.At(2, 71), Piping.At(3, 72, Stranger));
        await at.RegisterAsync();

        var job = await at.DoAsync(LetterAction.Reprocess);

        Assert.Equal((JobState.Done, 2, 2, 0), (job.State, job.Progress.Total, job.Progress.Passed, job.Progress.Failed));
        var readings = await at.Host.Hot.RecentAsync(Sample.Device(Stranger), 10, Ct);
        Assert.Equal([(3L, 72.0), (1L, 70.0)], readings.Select(r => (r.Position.Sequence, r.Metrics["tempC"].Number!.Value)));
        Assert.Equal(2, (await at.StatesAsync())[LetterState.Reprocessed]);
        Assert.Empty(await at.Letters.GroupsAsync(Ct));
    }

    [Fact]
    public async Task A_device_registered_at_another_host_just_before_is_known()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.At(1, 70, Stranger));
        await at.RegisterAsync(elsewhere: true);

        Assert.Equal(1, (await at.DoAsync(LetterAction.Reprocess)).Progress.Passed);
    }

    [Fact]
    public async Task Reprocessing_again_doubles_nothing()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.At(1, 70, Stranger), Piping.At(2, 90, Stranger));
        await at.RegisterAsync();
        await at.DoAsync(LetterAction.Reprocess);

        var again = await at.DoAsync(LetterAction.Reprocess, LetterSelection.Of(new StreamPosition(0, 1), new StreamPosition(0, 2)));

        Assert.Equal(0, again.Progress.Passed);
        Assert.Equal([70, 90], await at.Host.TemperaturesAsync(Stranger));
        Assert.Single(await at.Host.AllAlarmsAsync());
    }

    [Fact]
    public async Task A_letter_older_than_the_newest_reading_overwrites_nothing_and_raises_no_alarm()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.At(1, 95, Stranger));
        await at.RegisterAsync();
        await at.Host.TakeAsync(Piping.At(60, 70, Stranger));

        await at.DoAsync(LetterAction.Reprocess);

        Assert.Empty(await at.Host.AllAlarmsAsync());
        var latest = await at.Host.Hot.LatestAsync(Sample.Device(Stranger), Ct);
        Assert.Equal(70, latest!.Metrics["tempC"].Number);
        var late = Assert.Single(await at.Host.Hot.RecentAsync(Sample.Device(Stranger), 10, Ct), r => r.Position.Sequence == 1);
        Assert.True(late.Marks.HasFlag(ReadingMarks.Late));
    }

    [Fact]
    public async Task The_live_pipeline_knows_what_was_reprocessed()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.At(60, 70, Stranger));
        await at.RegisterAsync();
        await at.DoAsync(LetterAction.Reprocess);

        await at.Host.TakeAsync(Piping.At(1, 95, Stranger));

        Assert.Empty(await at.Host.AllAlarmsAsync());
    }

    [Fact]
    public async Task A_message_delivered_twice_becomes_one_reading_although_both_had_failed()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.At(1, 70, Stranger), Piping.At(1, 70, Stranger), Piping.At(2, 71, Stranger));
        await at.RegisterAsync();

        await at.DoAsync(LetterAction.Reprocess, LetterSelection.Of(new StreamPosition(0, 1)));
        await at.DoAsync(LetterAction.Reprocess);

        Assert.Equal([70, 71], await at.Host.TemperaturesAsync(Stranger));
        Assert.Equal((2, 1), ((await at.StatesAsync())[LetterState.Reprocessed], (await at.StatesAsync())[LetterState.Discarded]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Of_a_hubs_message_only_what_was_left_out_is_added(int daysLater)
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.Json(
            """{"data":{"metrics":{"tempC":50}},"nodes":[{"device_id":"dev-9","metrics":{"tempC":60}},{"device_id":"dev-9","metrics":{"tempC":61}}]}""", "hub-1"));
        Assert.Equal([50], await at.Host.TemperaturesAsync("hub-1"));
        Assert.Equal("hub-1", (await at.LetterAsync(1)).StoredFor);
        await at.RegisterAsync("hub-1");
        at.Host.Clock.Advance(TimeSpan.FromDays(daysLater));

        await at.DoAsync(LetterAction.Reprocess);

        Assert.Equal([50], await at.Host.TemperaturesAsync("hub-1"));
        Assert.Equal([60, 61], await at.Host.TemperaturesAsync(Stranger));
        Assert.Equal(LetterState.Reprocessed, (await at.LetterAsync(1)).State);
    }

    [Fact]
    public async Task A_letter_that_keeps_failing_waits_longer_each_time_and_is_parked_until_a_person_lets_it_go()
    {
        await using var at = await StartAsync(("MaxAttempts", "3"), ("BackOffSeconds", "60"));
        await at.Host.TakeAsync(Piping.At(1, 70, Stranger));

        Assert.Equal(1, (await at.DoAsync(LetterAction.Reprocess)).Progress.Failed);
        Assert.Equal(1, (await at.DoAsync(LetterAction.Reprocess)).Progress.Skipped);
        Assert.Equal(at.Host.Clock.GetUtcNow().AddSeconds(60), (await at.LetterAsync(1)).NotBefore);
        at.Host.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, (await at.DoAsync(LetterAction.Reprocess)).Progress.Failed);
        Assert.Equal(at.Host.Clock.GetUtcNow().AddSeconds(120), (await at.LetterAsync(1)).NotBefore);

        // Who picks the very letter need not wait.
        var last = await at.DoAsync(LetterAction.Reprocess, LetterSelection.Of(new StreamPosition(0, 1)));

        Assert.Equal((1, 1), (last.Progress.Failed, last.Progress.Parked));
        Assert.Equal((LetterState.Parked, 3), ((await at.LetterAsync(1)).State, (await at.LetterAsync(1)).Attempts));
        await at.RegisterAsync();
        Assert.Equal(1, (await at.DoAsync(LetterAction.Reprocess, LetterSelection.Of(new StreamPosition(0, 1)))).Progress.Skipped);
        Assert.Equal(1, (await at.DoAsync(LetterAction.Unpark)).Progress.Passed);
        Assert.Equal(1, (await at.DoAsync(LetterAction.Reprocess)).Progress.Passed);
    }

    [Fact]
    public async Task What_a_gateway_turned_away_for_good_stays_turned_away()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.At(1, 70) with { Refusal = new(Reason.DeviceUnauthorized, "Not its secret.") });

        var job = await at.DoAsync(LetterAction.Reprocess);

        Assert.Equal((0, 1), (job.Progress.Passed, job.Progress.Failed));
        Assert.Empty(await at.Host.TemperaturesAsync("dev-1"));
        Assert.Equal(Reason.DeviceUnauthorized, (await at.LetterAsync(1)).Refusal.Code);
    }

    [Fact]
    public async Task Letters_are_discarded_with_the_persons_name_and_reason()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.At(1, 70, Stranger), Piping.At(2, 70, Stranger));

        var job = await at.DoAsync(LetterAction.Discard, LetterSelection.Of(new StreamPosition(0, 2)));

        Assert.Equal((1, 1), (job.Progress.Total, job.Progress.Passed));
        var letter = await at.LetterAsync(2);
        Assert.Equal((LetterState.Discarded, "김하늘", "because"), (letter.State, letter.ChangedBy, letter.Note));
        Assert.Equal(LetterState.Open, (await at.LetterAsync(1)).State);
    }

    [Fact]
    public async Task A_cancelled_job_stops_and_keeps_what_is_done()
    {
        await using var at = await StartAsync(("BatchSize", "10"));
        await at.Host.TakeAsync(Enumerable.Range(1, 100).Select(n => Piping.At(n, 70, Stranger)));
        await at.RegisterAsync();
        at.Host.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(300);
        var asked = await at.AskAsync(LetterAction.Reprocess);

        Assert.True(await at.Worker(new CancelledAtReport(at.Jobs, 5)).RunNextAsync(Ct));

        var job = (await at.Jobs.FindAsync(asked.Id, Ct))!;
        Assert.Equal(JobState.Cancelled, job.State);
        Assert.InRange(job.Progress.Passed, 10, 90);
        Assert.Equal(job.Progress.Passed, (await at.Host.TemperaturesAsync(Stranger)).Count);
        Assert.Equal(100 - job.Progress.Passed, (await at.StatesAsync())[LetterState.Open]);
        Assert.Equal(100 - job.Progress.Passed, (await at.DoAsync(LetterAction.Reprocess)).Progress.Passed);
    }

    [Fact]
    public async Task Two_workers_at_the_same_letters_reprocess_each_once()
    {
        await using var at = await StartAsync(("BatchSize", "20"));
        await at.Host.TakeAsync(Enumerable.Range(1, 400).Select(n => Piping.At(n, 70, n % 4 == 0 ? "dev-8" : Stranger)));
        await at.RegisterAsync();
        await at.AskAsync(LetterAction.Reprocess);
        await at.AskAsync(LetterAction.Reprocess);

        await Task.WhenAll(Task.Run(() => at.Worker().RunNextAsync(Ct), Ct), Task.Run(() => at.Worker().RunNextAsync(Ct), Ct));

        var jobs = await at.Jobs.RecentAsync(2, Ct);
        Assert.All(jobs, j => Assert.Equal(JobState.Done, j.State));
        Assert.Equal(300, jobs.Sum(j => j.Progress.Passed));
        Assert.Equal(300, (await at.Host.TemperaturesAsync(Stranger)).Count);
        Assert.Equal((300, 100), ((await at.StatesAsync())[LetterState.Reprocessed], (await at.StatesAsync())[LetterState.Open]));
    }

    [Fact]
    public async Task A_job_that_was_interrupted_goes_on_and_counts_what_it_had_done()
    {
        await using var at = await StartAsync(("BatchSize", "10"), ("LeaseSeconds", "10"));
        await at.Host.TakeAsync(Enumerable.Range(1, 50).Select(n => Piping.At(n, 70, n % 5 == 0 ? "dev-8" : Stranger)));
        await at.RegisterAsync();
        var asked = await at.AskAsync(LetterAction.Reprocess);
        at.Host.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(300);
        await at.Worker(new CancelledAtReport(at.Jobs, 3) { Breaks = true }).RunNextAsync(Ct);
        Assert.Equal(JobState.Running, (await at.Jobs.FindAsync(asked.Id, Ct))!.State);
        Assert.NotEmpty(await at.Host.TemperaturesAsync(Stranger));

        at.Host.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.True(await at.Worker().RunNextAsync(Ct));

        var job = (await at.Jobs.FindAsync(asked.Id, Ct))!;
        Assert.Equal((JobState.Done, 50, 40, 10), (job.State, job.Progress.Done, job.Progress.Passed, job.Progress.Failed));
        Assert.Equal(40, (await at.Host.TemperaturesAsync(Stranger)).Count);
        Assert.All((await at.Letters.ListAsync(new(), 0, 100, Ct)).Items, l => Assert.Equal(1, l.Attempts));
    }
}
