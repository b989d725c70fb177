using IotLink.Core.Messages;
using IotLink.Core.Quality;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Pipeline;

/// <summary>The catalogue's contract of prod-a: tempC required, -40 to 200, at most 25 a second; rpm 0 to 20000, else marked.</summary>
public sealed class QualityCountTests : IAsyncLifetime
{
    private readonly Piping _pipe = new();
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    [Fact]
    public void Each_reading_counts_once_by_the_worst_that_happened_to_it()
    {
        _pipe.Take(
            Metrics(""" "tempC":70 """), Metrics(""" "tempC":70,"rpm":30000,"voltage":900 """), Metrics(""" "tempC":900 """), Metrics(""" "rpm":1 """));

        var counts = Assert.Single(_pipe.Effects.Telemetry.Quality.Counts);
        Assert.Equal(("prod-a", ""), (counts.Key.Product.Value, counts.Key.Firmware));
        Assert.Equal(new(4, 2, 0, 1, 4, 1, 0, 0), counts.Value);
        Assert.Equal(
            ["rpm.range 0/0/1", "tempC.range 1/0/0", "tempC.required 1/0/0", "voltage.range 0/0/1"],
            Breaches(_pipe.Effects.Telemetry.Quality));
    }

    [Fact]
    public void What_never_became_a_reading_and_what_was_delivered_before_counts_not()
    {
        _pipe.Take(Piping.Json("{}"), Piping.At(1, 70), Piping.At(1, 70), Piping.Json("{\"data\":{\"metrics\":{\"tempC\":70}}}", device: "nobody"));

        Assert.Equal(1, Assert.Single(_pipe.Effects.Telemetry.Quality.Counts).Value.Readings);
    }

    [Fact]
    public void A_jump_is_marked_and_a_refused_value_is_no_step_on_the_way()
    {
        _pipe.Take(Piping.At(1, 20), Piping.At(2, 60), Piping.At(3, 210), Piping.At(4, 100));

        Assert.Equal(ReadingMarks.ContractBroken, _pipe.Effects.Telemetry.Readings[1].Marks);
        Assert.Equal(ReadingMarks.None, _pipe.Last.Marks); // 40 in the 2 s since 60
        Assert.Equal(["heat-jump 0/0/1", "tempC.range 1/0/0"], Breaches(_pipe.Effects.Telemetry.Quality));
    }

    [Fact]
    public async Task A_batch_that_is_done_again_is_counted_once()
    {
        await using var host = await PipelineHost.StartAsync(_folder);
        host.Hot.LosesAnswer = true;

        await host.AppendAsync(Piping.At(1, 70), Piping.At(2, 900), Piping.At(3, 71));
        await host.Clock.TickUntilAsync(() => host.Hot.Failures == 1);
        await host.TakeAsync(Piping.At(4, 72));

        Assert.Equal(new(4, 1, 0, 0, 4, 0, 0, 0), await CountsAsync(host));
        var rule = Assert.Single(await host.Quality.RulesAsync(0, long.MaxValue, Sample.Product("prod-a"), null, Ct));
        Assert.Equal(new RuleBreaches("tempC.range", Reason.ContractRange, new(1, 0, 0), 1), rule);
    }

    [Fact]
    public async Task A_pace_goes_on_from_the_stored_reading_after_a_restart()
    {
        var host = await PipelineHost.StartAsync(_folder);
        await host.TakeAsync(Piping.At(1, 20));
        await host.DisposeAsync();

        await using var next = await PipelineHost.StartAsync(_folder);
        await next.TakeAsync(Piping.At(2, 60));

        Assert.Equal(ReadingMarks.ContractBroken, (await next.Hot.LatestAsync(Sample.Device("dev-1"), Ct))!.Marks);
        Assert.Equal(new(2, 0, 0, 1, 2, 0, 0, 0), await CountsAsync(next));
    }

    private static async Task<QualityCounts> CountsAsync(PipelineHost host) =>
        QualityCounts.Sum((await host.Quality.CountsAsync(0, long.MaxValue, null, Ct)).Select(c => c.Value));

    private static Message Metrics(string metrics) => Piping.Json($$"""{"data":{"metrics":{ {{metrics}} } } }""");

    private static IEnumerable<string> Breaches(QualityTally tally) => tally.Breaches
        .Select(b => $"{b.Key.Rule} {b.Value.Rejected}/{b.Value.Dropped}/{b.Value.Marked}").Order(StringComparer.Ordinal);
}
