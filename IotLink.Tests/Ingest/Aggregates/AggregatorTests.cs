using IotLink.Core.Aggregates;
using IotLink.Core.Expressions;
using IotLink.Core.History;
using IotLink.Core.Messages;
using IotLink.Tests.Ingest.History;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Aggregates;

/// <summary>From stored readings to aggregates, on the real stores.</summary>
public sealed class AggregatorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_stored_is_in_the_aggregates_once_however_often_they_are_brought_up()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60), Hot(90));
        Assert.Equal(2, await FollowAsync(host));
        Assert.Equal(0, await FollowAsync(host));
        await host.TakeAsync(Hot(60), Hot(64) with { Device = Sample.Device("dev-2") });
        Assert.Equal(2, await FollowAsync(host));

        Assert.Equal((3, 210, 60, 90, 60), Numbers(await DayAsync(host, "dev-1")));
        Assert.Equal((4, 274, 60, 90, 64), Numbers(await DayAsync(host, null)));
    }

    [Fact]
    public async Task Late_readings_come_into_the_windows_of_their_own_time()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        var batch = new BatchBuilder();
        (int Hour, double Value)[] readings = [(0, 1), (1, 2), (0, 3), (2, 4), (-3, 5)];
        for (var i = 0; i < readings.Length; i++)
        {
            BatchBuilder.Set(batch.Begin(i + 1).Add("dev-1", i + 1, Sample.Noon.AddHours(readings[i].Hour)), "tempC", readings[i].Value);
            await host.Hot.SaveAsync(batch.Build(), Ct);
            await FollowAsync(host);
        }

        var hours = await host.Get<IAggregateStore>().ReadAsync(new(AggregateSpan.Hour, null, Sample.Device("dev-1"), Sample.Noon.AddDays(-1), Sample.Noon.AddDays(1)), Ct);
        Assert.Equal([(-3, 5, 5), (0, 4, 3), (1, 2, 2), (2, 4, 4)], hours.Select(h => ((int)(h.Key.Start - Sample.Noon).TotalHours, (int)h.Of("tempC")!.Sum, (int)h.Of("tempC")!.Last)));
    }

    [Fact]
    public async Task What_was_decoded_again_is_computed_again_and_what_was_taken_back_too()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60), Hot(62), Hot(64) with { Device = Sample.Device("dev-2") });
        await FollowAsync(host);
        var before = AggregateCodec.Write(await DayAsync(host, null));

        var applied = await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved)));
        await host.TakeAsync(Hot(70));
        await FollowAsync(host);
        Assert.Equal(2, await RecomputeAsync(host));
        Assert.Equal(0, await RecomputeAsync(host));
        Assert.Equal((3, 131, 30, 70, 70), Numbers(await DayAsync(host, "dev-1")));
        Assert.Equal((4, 163, 30, 70, 70), Numbers(await DayAsync(host, null)));

        await host.RollBackAsync(applied);
        Assert.Equal(1, await RecomputeAsync(host));
        Assert.Equal((4, 256, 60, 70, 70), Numbers(await DayAsync(host, null)));
        Assert.NotEqual(before, AggregateCodec.Write(await DayAsync(host, null)));
    }

    [Fact]
    public async Task A_mark_waits_until_what_made_it_is_over()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.TakeAsync(Hot(60));
        await FollowAsync(host);
        var preview = await host.PreviewAsync(HistoryHost.Request(HistorySpecs.Halved));
        await host.Desk.ApplyAsync(HistoryHost.Reviewer, preview.Id, Ct);
        await host.Get<IStaleWindows>().MarkAsync(
            [new(Sample.Product("prod-a"), Sample.Device("dev-1"), Sample.Noon, Sample.Noon.AddMinutes(1), $"replay:{preview.Id}", Sample.Noon)], Ct);
        Assert.Equal(0, await RecomputeAsync(host));

        await host.CarryOutAsync(preview.Id);
        Assert.Equal(1, await RecomputeAsync(host));
        Assert.Equal((1, 30, 30, 30, 30), Numbers(await DayAsync(host, "dev-1")));
    }

    private static Message Hot(int tempC) => new()
    {
        Device = Sample.Device("dev-1"),
        Format = PayloadFormat.Binary,
        Payload = Convert.FromHexString(FormattableString.Invariant($"01{tempC:X2}0203E8")),
    };

    private static Task<long> FollowAsync(HistoryHost host) => host.Get<Aggregator>().FollowAsync(0, host.Clock.GetUtcNow(), Ct);

    private static Task<int> RecomputeAsync(HistoryHost host) => host.Get<Aggregator>().RecomputeAsync([0], host.Clock.GetUtcNow(), Ct);

    private static async Task<AggregateDocument> DayAsync(HistoryHost host, string? device) => Assert.Single(await host.Get<IAggregateStore>().ReadAsync(
        new(AggregateSpan.Day, Sample.Product("prod-a"), device is null ? null : Sample.Device(device), Sample.Noon.AddDays(-1), Sample.Noon.AddDays(1)), Ct));

    private static (long, int, int, int, int) Numbers(AggregateDocument day)
    {
        var tempC = day.Of("tempC")!;
        return (tempC.Count, (int)tempC.Sum, (int)tempC.Min, (int)tempC.Of(Statistic.Max), (int)tempC.Last);
    }
}
