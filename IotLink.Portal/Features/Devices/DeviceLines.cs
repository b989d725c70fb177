using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Devices;

/// <summary>Devices with how they are: joined for the rows in sight only.</summary>
public sealed class DeviceLines(DeviceDesk devices, TelemetryDesk telemetry, AlarmDesk alarms, SiteClock clock)
{
    public async Task<Page<DeviceLine>> ListAsync(Viewer viewer, DeviceQuery query, CancellationToken ct)
    {
        var page = await devices.ListAsync(viewer, query, ct);
        var worst = await alarms.WorstOpenAsync(viewer, [.. page.Items.Select(i => i.Row.Device.Id)], ct);
        return new([.. page.Items.Select(i => LineOf(i.Row, i.Latest, worst))], page.Total);
    }

    /// <returns>null when there is none or it is not the viewer's to see.</returns>
    public async Task<DeviceLine?> FindAsync(Viewer viewer, DeviceId id, CancellationToken ct)
    {
        if (await devices.FindAsync(viewer, id, ct) is not { } row) return null;
        return LineOf(row, await telemetry.LatestAsync(viewer, id, ct), await alarms.WorstOpenAsync(viewer, [id], ct));
    }

    private DeviceLine LineOf(DeviceRow row, StoredReading? latest, IReadOnlyDictionary<DeviceId, Severity> worst)
    {
        var severity = worst.TryGetValue(row.Device.Id, out var s) ? s : (Severity?)null;
        var age = latest is null ? (TimeSpan?)null : clock.Age(latest.IngestTimestamp);
        return new(row, DeviceConditions.Of(row.Device.ReportingPeriod, age, severity), latest?.IngestTimestamp);
    }
}
