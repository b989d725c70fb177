using IotLink.Core.Health;
using IotLink.Core.Messages;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Pipeline;

public sealed class PipelineWorkerTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private PipelineHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PipelineHost.StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task While_the_store_is_away_the_worker_says_so_and_tries_again_until_nothing_is_missing_or_doubled()
    {
        _host.Hot.IsAway = true;
        var last = await _host.AppendAsync(Piping.At(1, 70), Piping.At(2, 90), Piping.At(3, 91));
        await _host.Clock.TickUntilAsync(() => _host.Hot.Failures > 2 && _host.Worker.Status.State == PartState.Down);

        _host.Hot.IsAway = false;
        last = await _host.AppendAsync(Piping.At(4, 92));
        await _host.Clock.TickUntilAsync(_host.Hot.SavedAsync(last));

        await _host.Clock.TickUntilAsync(() => _host.Worker.Status.State == PartState.Ok);
        Assert.Equal([70, 90, 91, 92], await _host.TemperaturesAsync("dev-1"));
        var alarm = Assert.Single(await _host.AllAlarmsAsync());
        Assert.Equal(new StreamPosition(0, 2), alarm.RaisedBy);
        Assert.Single(await _host.Alarms.HistoryAsync(alarm.Id, Ct));
    }

    [Fact]
    public async Task Trying_again_does_not_look_like_being_well_until_a_batch_is_stored()
    {
        await _host.TakeAsync(Piping.At(1, 70));
        _host.Hot.IsAway = true;
        var last = await _host.AppendAsync(Piping.At(2, 71));
        await _host.Clock.TickUntilAsync(() => _host.Worker.Status.State == PartState.Down);

        // A try that has come as far as saving has had its time to look well.
        var seen = new List<PartState>();
        _host.Hot.Tried = () => seen.Add(_host.Worker.Status.State);
        await _host.Clock.TickUntilAsync(() => seen.Count >= 6);
        Assert.All(seen, state => Assert.Equal(PartState.Down, state));

        _host.Hot.IsAway = false;
        await _host.Clock.TickUntilAsync(_host.Hot.SavedAsync(last));
        await _host.Clock.TickUntilAsync(() => _host.Worker.Status.State == PartState.Ok);
    }

    [Fact]
    public async Task While_a_save_takes_its_time_rules_go_on_and_their_alarms_are_raised()
    {
        var (tries, held) = (0, new TaskCompletionSource());
        (_host.Hot.Held, _host.Hot.Tried) = (held.Task, () => tries++);
        await _host.AppendAsync(Piping.At(1, 70));
        await _host.Clock.TickUntilAsync(() => tries == 1);

        var last = await _host.AppendAsync(Piping.At(2, 90));
        await _host.Clock.TickUntilAsync(() => _host.Metrics.Raised == 1);
        Assert.Single(await _host.AllAlarmsAsync());
        Assert.Equal(0, await _host.Hot.CheckpointAsync(0, Ct));

        held.SetResult();
        await _host.Clock.TickUntilAsync(_host.Hot.SavedAsync(last));
        Assert.Equal([70, 90], await _host.TemperaturesAsync("dev-1"));
    }

    [Fact]
    public async Task A_save_whose_answer_was_lost_is_done_again_without_effect()
    {
        _host.Hot.LosesAnswer = true;

        await _host.AppendAsync(Piping.At(1, 70), Piping.At(2, 90));
        await _host.Clock.TickUntilAsync(() => _host.Hot.Failures == 1);
        await _host.TakeAsync(Piping.At(3, 91));

        Assert.Equal([70, 90, 91], await _host.TemperaturesAsync("dev-1"));
        Assert.Single(await _host.AllAlarmsAsync());
    }

    [Fact]
    public async Task A_repeat_that_comes_after_a_restart_counts_once()
    {
        await _host.TakeAsync(Piping.Bytes("01460203e8", sendKey: 1), Piping.Bytes("01470203e8", sendKey: 2));
        await RestartAsync();

        await _host.TakeAsync(Piping.Bytes("01470203e8", sendKey: 2), Piping.Bytes("01470203e8", sendKey: 3));

        Assert.Equal([70, 71, 71], await _host.TemperaturesAsync("dev-1"));
    }

    [Fact]
    public async Task What_was_refused_before_a_restart_is_no_repeat_when_it_comes_again()
    {
        var message = Piping.At(1, 70);
        await _host.TakeAsync(message with { Refusal = new(Reason.TopicForbidden, "Not yet.") });
        await RestartAsync();

        await _host.TakeAsync(message);

        Assert.Equal([70], await _host.TemperaturesAsync("dev-1"));
    }

    [Fact]
    public async Task A_late_reading_does_not_become_the_latest()
    {
        await _host.TakeAsync(Piping.At(-10, 70), Piping.At(-60, 90));

        Assert.Equal(70, (await _host.Hot.LatestAsync(Sample.Device("dev-1"), Ct))!.Metrics["tempC"].Number);
        Assert.Empty(await _host.AllAlarmsAsync());
    }

    [Fact]
    public async Task What_a_rule_finds_and_what_the_device_reports_about_the_same_code_is_one_alarm()
    {
        await _host.TakeAsync(
            Piping.Bytes("01520204b0"),
            Piping.Json($$"""{"code":"{{Piping.HotRule}}","severity":"medium"}""", role: MessageRole.AlertReport));

        var alarm = Assert.Single(await _host.AllAlarmsAsync());
        Assert.True(alarm is { FromRule: true, FromDevice: true }, alarm.ToString());
    }

    [Fact]
    public async Task A_child_that_its_hub_announces_hangs_under_it_in_the_registry()
    {
        await _host.TakeAsync(Piping.Json("""{"nodes":[{"device_id":"child-1"}]}""", "hub-1"));

        Assert.True(_host.Registry.IsChild(Sample.Device("hub-1"), Sample.Device("child-1")));
    }

    private async Task RestartAsync()
    {
        await _host.DisposeAsync();
        _host = await PipelineHost.StartAsync(_folder);
    }
}
