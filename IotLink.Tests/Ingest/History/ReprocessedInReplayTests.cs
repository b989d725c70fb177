using CsCheck;
using IotLink.Core.History;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Ingest.History;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.History;

/// <summary>Dead letters that are reprocessed where a replay was applied: their readings count in the replay's place, and when it is taken back.</summary>
public sealed class ReprocessedInReplayTests
{
    private const string Unknown = "7F14";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_reprocessed_within_an_applied_range_is_seen_then_after_a_restart_and_after_the_roll_back()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Message("0128"), Message(Unknown), Message("012A"));
        var applied = await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved)));

        await ReprocessAsync(host, 2);

        Assert.Equal([20, 20, 21], await SeenAsync(host));
        using (var copy = folder.Copy())
        {
            await using var restarted = await HistoryHost.StartAsync(copy);
            Assert.Equal([20, 20, 21], await SeenAsync(restarted));
        }

        await host.RollBackAsync(applied);
        Assert.Equal([40, 20, 42], await SeenAsync(host));
        Assert.Empty(await host.Get<IDeadLetterStore>().GroupsAsync(Ct));
    }

    [Fact]
    public async Task A_reprocessed_letter_may_be_the_newest_reading()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Message("0128"), Message(Unknown));
        await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved)));

        await ReprocessAsync(host, 2);

        Assert.Equal(20, (await host.Hot.LatestAsync(Sample.Device("dev-1"), Ct))!.Metrics["tempC"].Number);
        var series = await host.Hot.SeriesAsync(Sample.Device("dev-1"), "tempC", Sample.Noon.AddSeconds(2), Sample.Noon.AddDays(1), 10, Ct);
        Assert.Equal(20, Assert.Single(series).Value);
    }

    [Fact]
    public async Task What_came_in_between_two_reprocessed_letters_is_not_passed_over()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Message("0128"), Message(Unknown), Message(Unknown), Message("012A"));
        await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved)));
        await host.TakeAsync(Message("0150"));

        await ReprocessAsync(host, 2);
        await ReprocessAsync(host, 3);

        Assert.Equal([20, 20, 20, 21, 80], await SeenAsync(host));
    }

    [Fact]
    public async Task A_letter_that_the_replay_made_is_reprocessed_and_taken_back_without_a_double()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Message("0128"), Message("012A"));
        var applied = await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Refusing)));
        Assert.Empty(await SeenAsync(host));
        host.Clock.Advance(TimeSpan.FromDays(1));

        await ReprocessAsync(host, 1);

        Assert.Equal([40], await SeenAsync(host));
        await host.RollBackAsync(applied);
        Assert.Equal([40, 42], await SeenAsync(host));
        Assert.Empty(await host.Get<IDeadLetterStore>().GroupsAsync(Ct));
    }

    [Fact]
    public async Task Whatever_is_reprocessed_when_the_readings_are_there_once_and_the_letters_tell_the_same() =>
        await Gen.Select(Gen.Int[0, 2].Array[4, 12], Gen.Int[0, 11].Array[0, 4], Gen.Int[0, 11].Array[0, 6], Gen.Int[0, 2].Array[0, 4], Gen.Int[0, HistorySpecs.All.Count - 1])
            .SampleAsync(async (past, early, late, later, spec) =>
            {
                using var folder = new TempFolder();
                await using var host = await HistoryHost.StartAsync(folder);
                await host.TakeAsync([Message("0128"), .. past.Select(Any)]);
                foreach (var sequence in early) await ReprocessAsync(host, sequence + 1);
                var applied = await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.All[spec])));
                Assert.Equal(ReplayState.Applied, applied.State);
                await host.TakeAsync(later.Select(Any));
                host.Clock.Advance(TimeSpan.FromDays(late.Length % 2));
                foreach (var sequence in late) await ReprocessAsync(host, sequence + 1);
                await MustBeWholeAsync(host, past.Length + 1 + later.Length);
                await host.RollBackAsync(applied);
                await MustBeWholeAsync(host, past.Length + 1 + later.Length);
            }, iter: 40, threads: 1);

    /// <summary>Every message is either a reading, once, or a letter to be dealt with.</summary>
    private static async Task MustBeWholeAsync(HistoryHost host, int messages)
    {
        var readings = await host.Hot.RecentAsync(Sample.Device("dev-1"), 1000, Ct);
        var letters = (await host.Get<IDeadLetterStore>().ListAsync(new(), 0, 1000, Ct)).Items;
        Assert.Equal(
            Enumerable.Range(1, messages).Select(s => (long)s),
            readings.Select(r => r.Position.Sequence).Concat(letters.Select(l => l.Position.Sequence)).Order());
    }

    /// <summary>With the spec that understands all, as the live pipeline would once it is published.</summary>
    private static async Task ReprocessAsync(HistoryHost host, long sequence)
    {
        var plans = await host.Get<ReplayDocuments>().CompileAsync(HistoryHost.Request(HistorySpecs.Solving), Ct);
        var pipeline = new TelemetryPipeline(host.Registry, plans, new(new Dictionary<IotLink.Core.Devices.DeviceId, DateTimeOffset>(), []));
        var effects = new PipelineEffects();
        effects.Begin(0);
        var now = host.Clock.GetUtcNow();
        foreach (var stored in host.Everything.Where(m => m.Position.Sequence == sequence)) pipeline.Process(stored, now, effects);
        var position = new StreamPosition(0, sequence);
        await host.Get<IDeadLetterStore>().SettleAsync(effects.Telemetry, [new(position, LetterState.Reprocessed, 0, null, null, 0, 1, now)], Ct);
    }

    private static async Task<IEnumerable<int>> SeenAsync(HistoryHost host) =>
        (await host.Hot.RecentAsync(Sample.Device("dev-1"), 100, Ct)).OrderBy(r => r.Position.Sequence).Select(r => (int)r.Metrics["tempC"].Number!.Value);

    private static Message Any(int kind) => Message(kind == 0 ? Unknown : "0128");

    private static Message Message(string hex) =>
        new() { Device = Sample.Device("dev-1"), Format = PayloadFormat.Binary, Payload = Convert.FromHexString(hex) };
}
