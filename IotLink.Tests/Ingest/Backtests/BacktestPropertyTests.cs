using CsCheck;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Backtests;

/// <summary>The same history through the live pipeline, which is stopped, away for a while and killed on the way, and through a backtest.</summary>
public sealed class BacktestPropertyTests
{
    private static readonly string[] Rules =
    [
        "condition: tempC > 80", "condition: tempC > 76, hysteresis: 3, levels: [{severity: critical, condition: tempC > 84, hysteresis: 3, hold: 70s}]",
        "condition: tempC > 80, hysteresis: 5, hold: 2m", "condition: tempC > 80, hold: 3m", "condition: tempC > 80, for: 90s",
        "condition: tempC > 80, for: 2m, hysteresis: 3, hold: 70s", "condition: tempC > 80, times: 3, within: 5m", "condition: tempC > 80, times: 2, of: 4",
        "change: {of: tempC, by: 8, within: 3m}", "noData: 3 periods", "noData: 2m", "sequence: {steps: [tempC > 82, tempC < 76], within: 4m}",
        "sequence: {steps: [tempC > 82, tempC < 76], within: 2m, missing: true}", "baseline: {of: tempC, by: 2 sigma, least: 5, over: 1h}",
        "peers: {of: tempC, by: 6, least: 1}", "condition: tempC > limit, parameters: {limit: 80}, overrides: [{device: dev-2, limit: 74}]",
        "condition: tempC > 80, schedule: {days: mon-sun, from: \"21:00\", to: \"21:30\", timezone: Asia/Seoul}",
    ];

    private static readonly Gen<(int Device, int Gap, int Value, int Kind)> Step =
        Gen.Select(Gen.Int[1, 3], Gen.Int[5, 200], Gen.Int[70, 90], Gen.Int[0, 11]);

    [Fact]
    public async Task The_same_history_gives_the_same_alarms_event_for_event() =>
        await Gen.Select(Gen.Int[0, Rules.Length - 1], Step.Array[5, 40]).SampleAsync(async (rule, steps) =>
        {
            using var folder = new TempFolder();
            await using var live = await LivePast.StartAsync(folder, Rules[rule]);
            foreach (var step in steps) await PlayAsync(live, step);
            await live.PassAsync(TimeSpan.FromMinutes(10));

            var (said, decoded) = await live.BacktestAsync(Rules[rule]);
            MustBeTheSame(live.Said, said);
            Assert.Equal(0, decoded);
        }, iter: 32, threads: 1);

    /// <summary>Found by the property: the second reading over the limit changes nothing, and a restart made the first one the cause again.</summary>
    [Fact]
    public async Task A_reading_that_changed_nothing_is_no_alarms_cause_whether_the_host_restarts_or_not()
    {
        using var folder = new TempFolder();
        const string rule = "sequence: {steps: [tempC > 82, tempC < 76], within: 2m, missing: true}";
        await using var live = await LivePast.StartAsync(folder, rule);
        await PlayAsync(live, (1, 60, 86, 6));
        await PlayAsync(live, (1, 97, 88, 2));
        await live.PassAsync(TimeSpan.FromMinutes(10));

        var (said, _) = await live.BacktestAsync(rule);
        Assert.Single(live.Said);
        MustBeTheSame(live.Said, said);
    }

    [Fact]
    public async Task What_the_hot_store_has_dropped_comes_out_of_the_archive_and_says_the_same() =>
        await Gen.Select(Gen.Int[0, Rules.Length - 1], Step.Array[3, 20], Step.Array[3, 20]).SampleAsync(async (rule, first, second) =>
        {
            using var folder = new TempFolder();
            await using var live = await LivePast.StartAsync(folder, Rules[rule]);
            foreach (var step in first) await PlayAsync(live, step);
            await live.PassAsync(TimeSpan.FromHours(24));
            foreach (var step in second) await PlayAsync(live, step);
            await live.PassAsync(TimeSpan.FromMinutes(10));
            await live.Hot.DropBeforeAsync(DateOnly.FromDateTime(live.Clock.GetUtcNow().UtcDateTime), TestContext.Current.CancellationToken);

            var (said, decoded) = await live.BacktestAsync(Rules[rule]);
            MustBeTheSame(live.Said, said);
            Assert.Equal(first.Length, decoded);
        }, iter: 16, threads: 1);

    private static async Task PlayAsync(LivePast live, (int Device, int Gap, int Value, int Kind) step)
    {
        var (device, gap) = ($"dev-{step.Device}", TimeSpan.FromSeconds(step.Gap));
        await live.TakeAsync(device, step.Value, gap, TimeSpan.FromSeconds(step.Kind == 0 ? 150 : 0), dies: step.Kind == 1);
        if (step.Kind is 2 or 3) await live.RestartAsync();
        if (step.Kind is 5 or 6) await live.StopAsync(TimeSpan.FromMinutes(step.Kind * step.Kind));
        if (step.Kind == 4) await live.PassAsync(TimeSpan.FromMinutes(8));
    }

    /// <summary>Two devices' timers may ring in either order; each device's events have one.</summary>
    private static void MustBeTheSame(List<string> live, List<string> backtest) => Assert.Equal(
        live.GroupBy(s => s.Split(' ')[0]).OrderBy(g => g.Key).SelectMany(g => g),
        backtest.GroupBy(s => s.Split(' ')[0]).OrderBy(g => g.Key).SelectMany(g => g));
}
