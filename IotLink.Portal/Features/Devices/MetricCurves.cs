using IotLink.Core.Accounts;
using IotLink.Core.Devices;
using IotLink.Core.Telemetry;

namespace IotLink.Portal.Features.Devices;

/// <summary>Reads curves for screens: never more points than there are pixels to draw them.</summary>
public sealed class MetricCurves(TelemetryDesk telemetry, DeviceDesk devices, ProductSpecs specs)
{
    private const int MaxPoints = 1_000;

    /// <returns>null when the device is not the viewer's to see.</returns>
    public async Task<MetricCurve?> LoadAsync(Viewer viewer, DeviceId id, string metric, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (await devices.FindAsync(viewer, id, ct) is not { Device: var device }) return null;
        var points = await telemetry.SeriesAsync(viewer, id, metric, from, to, MaxPoints, ct);
        return new(id, specs.MetricOf(device.Product, metric), device.ReportingPeriod, from, to, points ?? []);
    }

    /// <returns>Whether the curve has grown.</returns>
    public async Task<bool> ExtendAsync(Viewer viewer, MetricCurve curve, DateTimeOffset now, CancellationToken ct) =>
        curve.Append(await telemetry.SeriesAsync(viewer, curve.Device, curve.Metric.Name, curve.Through, now, MaxPoints, ct) ?? [], now);
}
