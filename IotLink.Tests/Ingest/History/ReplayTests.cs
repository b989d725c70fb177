using IotLink.Core.Accounts;
using IotLink.Core.Documents;
using IotLink.Core.History;
using IotLink.Core.Messages;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.History;

/// <summary>A replay from asking to rolled back, step by step.</summary>
public sealed class ReplayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_preview_says_which_values_letters_and_alarms_would_be_others_and_changes_nothing()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60), Hot(90), Hot(60), Bytes("7F14"));
        var before = await host.SeenAsync();

        var halved = (await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved))).Impact!;
        var solving = (await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Solving))).Impact!;

        Assert.Equal((4, 0, 3, 0, 0), (halved.Frames, halved.Same, halved.Changed, halved.Added, halved.Removed));
        var tempC = Assert.Single(halved.Metrics, m => m.Metric == "tempC");
        Assert.Equal((3, 45), (tempC.Changed, tempC.Largest));
        Assert.Equal(("60", "30"), (tempC.Examples[0].Old, tempC.Examples[0].New));
        Assert.Equal(1, halved.AlarmsGone.Count);
        Assert.Equal("tempC 90 > 80", halved.AlarmsGone.Examples[0].Evidence);
        Assert.Equal(0, halved.AlarmsNew.Count);
        Assert.Equal([new(Reason.SpecNoMatch, 1, 0)], solving.Refusals);
        Assert.Equal(1, solving.Added);
        Assert.Equal(before, await host.SeenAsync());
    }

    [Fact]
    public async Task An_author_does_not_apply_her_own_preview_and_a_sample_is_never_applied()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60));
        var both = HistoryHost.Author with { Roles = new HashSet<string> { Role.LabAuthor, Role.LabReview } };

        var preview = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved));
        Assert.Equal("history.same_person", (await host.Desk.ApplyAsync(both, preview.Id, Ct)).Fault?.Code);
        Assert.Equal("history.forbidden", (await host.Desk.ApplyAsync(HistoryHost.Author, preview.Id, Ct)).Fault?.Code);
        Assert.Equal("history.forbidden", (await host.Desk.PreviewAsync(People.Ops, HistoryHost.Request(HistorySpecs.Halved), Ct)).Fault?.Code);
        Assert.Empty(await host.Desk.RecentAsync(People.Ops, 10, Ct));
        var job = await host.Desk.PreviewAsync(HistoryHost.Author, HistoryHost.Request(HistorySpecs.Halved) with { SamplePercent = 99 }, Ct);
        var sample = await host.CarryOutAsync(job.Job!.Id);
        Assert.Equal("history.sample", (await host.Desk.ApplyAsync(HistoryHost.Reviewer, sample.Id, Ct)).Fault?.Code);
    }

    [Fact]
    public async Task A_text_that_is_no_registered_version_is_only_tried_and_readings_name_the_version_that_made_them()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60));
        var key = DocumentKey.SpecOf(Sample.Product("prod-a"));
        await host.RegisterAsync(key, HistorySpecs.Same);
        var tried = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved));
        Assert.Equal("history.unregistered", (await host.Desk.ApplyAsync(HistoryHost.Reviewer, tried.Id, Ct)).Fault?.Code);
        await host.RegisterAsync(key, HistorySpecs.Halved);
        await host.RegisterAsync(key, HistorySpecs.Solving);

        Assert.Equal("history.version", (await host.Desk.PreviewAsync(HistoryHost.Author, HistoryHost.Request(HistorySpecs.Halved) with { Version = 1 }, Ct)).Fault?.Code);
        var preview = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved));
        Assert.Equal(2, preview.Request.Version);
        await host.ApplyAsync(preview);

        var position = new StreamPosition(0, 1);
        var made = Assert.Single(await host.Hot.OfMessageAsync(Sample.Device("dev-1"), position, Sample.Noon.AddSeconds(1), Ct));
        Assert.Equal((2, 30.0), (made.SpecVersion, made.Metrics["tempC"].Number));
        await host.RollBackAsync((await host.Desk.FindAsync(HistoryHost.Author, preview.Id, Ct))!);
        Assert.Equal(60, Assert.Single(await host.Hot.OfMessageAsync(Sample.Device("dev-1"), position, Sample.Noon.AddSeconds(1), Ct)).Metrics["tempC"].Number);
    }

    [Fact]
    public async Task What_comes_in_after_the_preview_keeps_its_version_and_a_newer_value_stays_the_latest()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60), Hot(62));
        var preview = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved));
        await host.TakeAsync(Hot(64));

        Assert.Equal(ReplayState.Applied, (await host.ApplyAsync(preview)).State);

        var recent = await host.Hot.RecentAsync(Sample.Device("dev-1"), 10, Ct);
        Assert.Equal([(64, 1), (31, 2), (30, 2)], recent.Select(r => ((int)r.Metrics["tempC"].Number!.Value, r.SpecVersion)));
        Assert.Equal(64, (await host.Hot.LatestAsync(Sample.Device("dev-1"), Ct))!.Metrics["tempC"].Number);
        await host.TakeAsync(Hot(66));
        Assert.Equal(4, (await host.Hot.SeriesAsync(Sample.Device("dev-1"), "tempC", Sample.Noon, Sample.Noon.AddDays(1), 10, Ct)).Count);
    }

    [Fact]
    public async Task A_preview_that_no_longer_holds_is_refused_with_the_reason()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60), Hot(62));
        var first = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved));
        var second = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Solving));
        await host.ApplyAsync(first);

        var refused = await host.ApplyAsync(second);

        Assert.Equal((ReplayState.Failed, "history.stale"), (refused.State, refused.Fault!.Code));
        Assert.Contains("decoded again", refused.Fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aggregates_are_told_which_times_of_which_devices_have_changed()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60), Hot(62), Hot(64) with { Device = Sample.Device("dev-2") });

        var applied = await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved)));
        await host.RollBackAsync(applied);

        var windows = await host.Get<IStaleWindows>().ListAsync(10, Ct);
        Assert.Equal(
            [("dev-1", 1, 2), ("dev-2", 3, 3), (null, 1, 3)],
            windows.OrderBy(w => w.Device is null).ThenBy(w => w.Device?.Value).Select(w => (w.Device?.Value, (int)(w.From - Sample.Noon).TotalSeconds, (int)(w.To - Sample.Noon).TotalSeconds)));
    }

    [Fact]
    public async Task A_cancelled_replay_ends_and_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60));
        var before = await host.SeenAsync();
        var preview = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved));
        await host.Desk.ApplyAsync(HistoryHost.Reviewer, preview.Id, Ct);
        var job = await host.Carrier.TakeAsync(Ct);
        await host.Desk.CancelAsync(HistoryHost.Author, preview.Id, Ct);

        await host.Carrier.CarryOutAsync(job!, Ct);

        Assert.Equal(ReplayState.Cancelled, (await host.Desk.FindAsync(HistoryHost.Author, preview.Id, Ct))!.State);
        Assert.Empty(Directory.GetFiles(folder.Path, "gen-*", SearchOption.AllDirectories));
        Assert.Equal(before, await host.SeenAsync());
    }

    [Fact]
    public async Task Two_hosts_do_not_carry_out_the_same_replay_and_a_silent_one_loses_it()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60));
        await host.Desk.PreviewAsync(HistoryHost.Author, HistoryHost.Request(HistorySpecs.Halved), Ct);
        var store = host.Get<IReplayStore>();
        var lease = TimeSpan.FromSeconds(120);

        var taken = await store.TakeAsync("one", host.Clock.GetUtcNow(), lease, Ct);
        Assert.Null(await store.TakeAsync("two", host.Clock.GetUtcNow(), lease, Ct));
        host.Clock.Advance(lease);
        Assert.Equal(taken!.Id, (await store.TakeAsync("two", host.Clock.GetUtcNow(), lease, Ct))?.Id);
        Assert.Null(await store.ChangeAsync(taken.Id, j => j.Report("one", 1, 2, host.Clock.GetUtcNow(), lease), Ct));
    }

    [Fact]
    public async Task What_is_final_cannot_be_rolled_back_and_what_a_later_one_hides_is_unlinked()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60));
        var first = await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved)));
        var second = await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Same)));
        Assert.Equal("history.final", (await host.RollBackAsync(first)).Fault!.Code);
        var seen = await host.SeenAsync();

        host.Clock.Advance(TimeSpan.FromDays(8));
        await host.History.ReleaseAsync(host.Clock.GetUtcNow(), Ct);

        Assert.Equal([second.Generation!.Value], (await host.History.GenerationsAsync(Ct)).Select(g => g.Id));
        Assert.Equal("history.state", (await host.Desk.RollBackAsync(HistoryHost.Reviewer, second.Id, Ct)).Fault?.Code);
        Assert.Equal(seen, await host.SeenAsync());
    }

    private static Message Hot(int tempC) => Bytes(FormattableString.Invariant($"01{tempC:X2}0203E8"));

    private static Message Bytes(string hex) =>
        new() { Device = Sample.Device("dev-1"), Format = PayloadFormat.Binary, Payload = Convert.FromHexString(hex) };
}
