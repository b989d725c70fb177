using CsCheck;
using IotLink.Core.History;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Ingest.History;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.History;

/// <summary>Random histories, decoded again by random specs one on the other: what is seen is what decoding all of it anew would have given.</summary>
public sealed class ReplayPropertyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Gen<string> AnySpec = Gen.Int[0, HistorySpecs.All.Count - 1].Select(i => HistorySpecs.All[i]);

    [Fact]
    public async Task What_is_applied_is_what_decoding_from_the_start_gives_and_what_is_rolled_back_is_what_was() =>
        await Gen.Select(RandomHistory.Messages(60), RandomHistory.Messages(15), AnySpec, AnySpec)
            .SampleAsync(async (past, later, first, second) =>
            {
                using var folder = new TempFolder();
                await using var host = await HistoryHost.StartAsync(folder);
                await host.TakeAsync([Reliable(), .. past]);
                var before = await host.SeenAsync();

                var preview = await host.PreviewAsync(HistoryHost.Request(first));
                var (readings, letters) = await AnewAsync(host, first);
                MustCount(preview.Impact!, await StoredAsync(host), readings);
                Assert.Equal(before, await host.SeenAsync());

                var applied = await host.ApplyAsync(preview);
                Assert.Equal(ReplayState.Applied, applied.State);
                Assert.Equal(HistoryHost.Expected(readings, letters), await host.SeenAsync());
                Assert.True((await host.PreviewAsync(HistoryHost.Request(first))).Impact!.ChangesNothing);

                var third = await host.ApplyAsync(await host.PreviewAsync(HistoryHost.Request(second)));
                var (again, lettersAgain) = await AnewAsync(host, second);
                Assert.Equal(HistoryHost.Expected(again, lettersAgain), await host.SeenAsync());
                Assert.Equal(ReplayState.RolledBack, (await host.RollBackAsync(third)).State);
                Assert.Equal(HistoryHost.Expected(readings, letters), await host.SeenAsync());
                Assert.Equal(ReplayState.RolledBack, (await host.RollBackAsync(applied)).State);
                Assert.Equal(before, await host.SeenAsync());
                await host.TakeAsync(later);
            }, iter: 12, threads: 1);

    /// <summary>So that there is something to decode.</summary>
    private static Message Reliable() => new() { Device = Sample.Device("dev-1"), Format = PayloadFormat.Binary, Payload = Convert.FromHexString("014E0203E8") };

    private static async Task<(List<Reading> Readings, List<DeadLetter> Letters)> AnewAsync(HistoryHost host, string spec)
    {
        var plan = await host.Get<ReplayDocuments>().CompileAsync(HistoryHost.Request(spec), Ct);
        var pipeline = new TelemetryPipeline(host.Registry, plan, new(new Dictionary<IotLink.Core.Devices.DeviceId, DateTimeOffset>(), []));
        var effects = new PipelineEffects();
        effects.Begin(0);
        foreach (var stored in host.Everything) pipeline.Process(stored, stored.IngestedAt, effects);
        return ([.. effects.Telemetry.Readings], [.. effects.Telemetry.DeadLetters]);
    }

    private static async Task<List<StoredReading>> StoredAsync(HistoryHost host)
    {
        var all = new List<StoredReading>();
        foreach (var id in new[] { "dev-1", "dev-2", "hub-1", "child-1" }) all.AddRange(await host.Hot.RecentAsync(Sample.Device(id), 100_000, Ct));
        return all;
    }

    private static void MustCount(ReplayImpact impact, List<StoredReading> stored, List<Reading> readings)
    {
        var old = stored.ToDictionary(r => (r.Position, r.Index, r.Device));
        var made = readings.Select(HistoryHost.Stored).ToDictionary(r => (r.Position, r.Index, r.Device));
        var both = old.Keys.Intersect(made.Keys).ToList();
        var changed = both.Count(k => old[k].EventTime != made[k].EventTime || old[k].Marks != made[k].Marks || !IsEqual(old[k], made[k]));
        Assert.Equal((both.Count - changed, changed), (impact.Same, impact.Changed));
        Assert.Equal((made.Count - both.Count, old.Count - both.Count), (impact.Added, impact.Removed));
        var metrics = both.SelectMany(k => old[k].Metrics.Keys.Intersect(made[k].Metrics.Keys).Where(m => old[k].Metrics[m] != made[k].Metrics[m])).CountBy(m => m).ToDictionary();
        Assert.Equal(metrics, impact.Metrics.Where(m => m.Changed > 0).ToDictionary(m => m.Metric, m => (int)m.Changed));
    }

    private static bool IsEqual(StoredReading a, StoredReading b) =>
        a.Metrics.Count == b.Metrics.Count && a.Metrics.All(m => b.Metrics.TryGetValue(m.Key, out var other) && other == m.Value);
}
