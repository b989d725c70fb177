using IotLink.Core.History;
using IotLink.Core.Messages;
using IotLink.Ingest.History;
using IotLink.Tests.Support;
using Microsoft.Data.Sqlite;

namespace IotLink.Tests.Ingest.History;

/// <summary>Killed at each step of an apply: what comes up again is the old whole or the new whole, and the replay can be finished.</summary>
public sealed class ReplayCrashTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_step_the_old_or_the_new_comes_up_whole()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Enumerable.Range(0, 40).Select(i => Message(i % 2 == 0 ? "dev-1" : "dev-2", i % 5 == 4 ? "7F14" : $"01{40 + i:X2}")));
        var before = await host.SeenAsync();
        var scope = await host.Scoper.FindAsync(HistoryHost.Request(HistorySpecs.Solving), null, Ct);
        var run = new ReplayRun(host.Get<IotLink.Core.Streams.IRawArchive>(), host.History, host.Registry, scope);

        await using var draft = await host.History.BeginAsync(scope.Span, scope.Product, "job", Ct);
        await MustSeeAsync(folder, before, "begun");
        await run.RunAsync(draft, _ => Task.CompletedTask, Ct);
        await MustSeeAsync(folder, before, "written, not switched");
        using var state = folder.Copy();
        await draft.ApplyAsync(host.Clock.GetUtcNow(), host.Clock.GetUtcNow().AddDays(1), Ct);
        var after = await host.SeenAsync();
        Assert.NotEqual(before, after);
        await MustSeeAsync(folder, after, "switched, not closed");

        using var powerLoss = folder.Copy();
        foreach (var name in new[] { "hot/state.db", "hot/state.db-wal", "hot/state.db-shm" })
        {
            File.Delete(powerLoss.File(name));
            if (File.Exists(state.File(name))) File.Copy(state.File(name), powerLoss.File(name));
        }

        await MustSeeAsync(powerLoss, before, "the switch itself lost with the power");
    }

    [Fact]
    public async Task A_switch_that_fails_leaves_the_old_and_no_file()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Message("dev-1", "0140"), Message("dev-1", "7F14"));
        var before = await host.SeenAsync();
        var preview = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Solving));
        await using (var blocker = new SqliteConnection($"Data Source={folder.File("hot/state.db")}"))
        {
            await blocker.OpenAsync(Ct);
            await using var trigger = blocker.CreateCommand();
            trigger.CommandText = "CREATE TRIGGER broken BEFORE DELETE ON dead_letter BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END";
            await trigger.ExecuteNonQueryAsync(Ct);
        }

        await host.Desk.ApplyAsync(HistoryHost.Reviewer, preview.Id, Ct);
        var job = await host.Carrier.TakeAsync(Ct);
        await Assert.ThrowsAnyAsync<Exception>(() => host.Carrier.CarryOutAsync(job!, Ct));

        Assert.Equal(before, await host.SeenAsync());
        Assert.Empty(await host.History.GenerationsAsync(Ct));
        Assert.Empty(Directory.GetFiles(folder.Path, "gen-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_replay_killed_between_the_switch_and_saying_so_is_finished_by_who_comes_next()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Message("dev-1", "0140"), Message("dev-1", "7F14"));
        var preview = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Solving));
        await host.Desk.ApplyAsync(HistoryHost.Reviewer, preview.Id, Ct);
        var scope = await host.Scoper.FindAsync(preview.Request, preview.Basis, Ct);
        await using (var draft = await host.History.BeginAsync(scope.Span, scope.Product, preview.Id, Ct))
        {
            await new ReplayRun(host.Get<IotLink.Core.Streams.IRawArchive>(), host.History, host.Registry, scope).RunAsync(draft, _ => Task.CompletedTask, Ct);
            await draft.ApplyAsync(host.Clock.GetUtcNow(), host.Clock.GetUtcNow().AddDays(1), Ct);
        }

        using var copy = folder.Copy();
        await using var next = await HistoryHost.StartAsync(copy);
        var finished = await next.CarryOutAsync(preview.Id);

        Assert.Equal((ReplayState.Applied, 1L), (finished.State, finished.Generation));
        Assert.Single(await next.History.GenerationsAsync(Ct));
    }

    [Fact]
    public async Task A_day_that_is_dropped_takes_its_decoded_again_readings_with_it()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Message("dev-1", "0140"));
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.TakeAsync(Message("dev-1", "0142"));
        await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved)));

        await host.Hot.DropBeforeAsync(new(2026, 11, 24), Ct);
        Assert.Equal(33, Assert.Single(await host.Hot.RecentAsync(Sample.Device("dev-1"), 10, Ct)).Metrics["tempC"].Number);
        await host.Hot.DropBeforeAsync(new(2026, 11, 25), Ct);
        Assert.Empty(await host.Hot.RecentAsync(Sample.Device("dev-1"), 10, Ct));
        Assert.Empty(Directory.GetFiles(folder.Path, "gen-*", SearchOption.AllDirectories));
    }

    private static async Task MustSeeAsync(TempFolder folder, string expected, string when)
    {
        using var copy = folder.Copy();
        await using var host = await HistoryHost.StartAsync(copy);
        Assert.True(expected == await host.SeenAsync(), when);
    }

    private static Message Message(string device, string hex) =>
        new() { Device = Sample.Device(device), Format = PayloadFormat.Binary, Payload = Convert.FromHexString(hex) };
}
