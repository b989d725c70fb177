using IotLink.Core.Devices;
using IotLink.Core.Publishing;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// After a start, and when rules about silence are published: when data of each device last came, out of its last reading. So nothing
/// has to be saved with every reading.
/// </summary>
internal static class SilenceRecall
{
    public static async Task FillAsync(
        TelemetryPipeline pipeline, int shard, IHotStore hot, IDeviceRegistry registry, PlansInForce plans, CancellationToken ct)
    {
        if (!plans.Published.Any(p => p.Rules?.WatchesSilence == true) && !plans.Products.Any(p => plans.CanaryOf(p)?.Rules?.WatchesSilence == true)) return;
        var watched = (await hot.LatestTimesAsync(ct)).Keys.Where(id => RulesOf(id) is { WatchesSilence: true }).ToList();
        var newest = await hot.LatestAsync(watched, ct);
        foreach (var (id, last) in await hot.LastArrivedAsync(watched, ct))
        {
            if (last.Position.Shard == shard && registry.Find(id) is { } device && RulesOf(id) is { } rules && newest.TryGetValue(id, out var at))
                pipeline.Seen(device, rules, last, at.EventTime);
        }

        Core.Rules.CompiledRuleset? RulesOf(DeviceId id) => registry.Find(id) is { } device ? plans.Of(device.Product, device).Rules : null;
    }
}
