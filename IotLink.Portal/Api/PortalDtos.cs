using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Telemetry;

namespace IotLink.Portal.Api;

/// <param name="Total">How long the whole list is.</param>
public sealed record PageDto<T>(IReadOnlyList<T> Items, int Total);

/// <param name="Site">Name, or code for those who may not know names.</param>
/// <param name="LastSeen">Arrival of the newest reading; null when there is none.</param>
public sealed record DeviceDto(
    string Id,
    string Product,
    string Name,
    string? Hub,
    string? Site,
    string? Customer,
    string? Firmware,
    DateTimeOffset? LastSeen,
    DateTimeOffset? EventTime,
    IReadOnlyDictionary<string, object?>? Metrics)
{
    internal static DeviceDto Of(DeviceRow row, StoredReading? latest) => new(
        row.Device.Id.Value,
        row.Device.Product.Value,
        row.Device.Name,
        row.Device.Hub?.Value,
        row.Site?.Name,
        row.Customer?.Name,
        row.Device.Firmware,
        latest?.IngestTimestamp,
        latest?.EventTime,
        latest?.Metrics.ToDictionary(m => m.Key, m => (object?)m.Value.Number ?? (object?)m.Value.Boolean ?? m.Value.Text));
}

public sealed record SeriesDto(string Device, string Metric, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<PointDto> Points);

public sealed record PointDto(DateTimeOffset Time, double Value);

public sealed record AlarmDto(
    string Id,
    string Device,
    string Product,
    string Code,
    string Title,
    string Severity,
    string Class,
    string State,
    DateTimeOffset RaisedAt,
    DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy,
    DateTimeOffset? ResolvedAt,
    string Evidence,
    string? Site,
    string? Customer)
{
    internal static AlarmDto Of(AlarmRow row) => new(
        row.Alarm.Id.Value,
        row.Alarm.Device.Value,
        row.Alarm.Product.Value,
        row.Alarm.Code,
        row.Alarm.Title,
        Word(row.Alarm.Severity),
        Word(row.Alarm.Class),
        Word(row.Alarm.State),
        row.Alarm.RaisedAt,
        row.Alarm.AcknowledgedAt,
        row.Alarm.AcknowledgedBy,
        row.Alarm.ResolvedAt,
        row.Alarm.Evidence,
        row.Site?.Name,
        row.Customer?.Name);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
