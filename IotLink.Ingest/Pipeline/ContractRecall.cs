using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Publishing;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// After a start: the values that rates of change go on from, out of each device's newest reading. A metric that is not in the newest
/// reading begins anew: its first value after a start is not measured.
/// </summary>
internal static class ContractRecall
{
    public static async Task FillAsync(
        ContractMemory memory, IReadOnlyCollection<DeviceId> devices, IHotStore hot, IDeviceRegistry registry, IPlanSource plans, CancellationToken ct)
    {
        var metrics = devices.Select(d => (Device: d, Metrics: MetricsOf(d))).Where(d => d.Metrics.Count > 0).ToDictionary(d => d.Device, d => d.Metrics);
        if (metrics.Count == 0) return;
        foreach (var (device, reading) in await hot.LatestAsync(metrics.Keys, ct))
        {
            foreach (var metric in metrics[device])
            {
                if (reading.Metrics.TryGetValue(metric, out var value) && value.Number is { } number) memory.Recall(device, metric, reading.EventTime, number);
            }
        }

        IReadOnlyList<string> MetricsOf(DeviceId device) =>
            registry.Find(device) is { } known && plans.Current.Of(known.Product, known).Contract is { } contract ? contract.ChangeMetrics : [];
    }
}
