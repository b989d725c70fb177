using System.Text.Json;
using IotLink.Core.Alarms;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AlarmEventEntity
{
    public long Id { get; set; }

    public required string AlarmId { get; set; }

    public DateTimeOffset At { get; set; }

    public AlarmState State { get; set; }

    public string? By { get; set; }

    public string? ById { get; set; }

    public string Code { get; set; } = "";

    /// <summary>JSON object of texts; empty for none.</summary>
    public string Data { get; set; } = "";

    public required string Note { get; set; }

    public int Version { get; set; }

    public string? Batch { get; set; }

    /// <summary>What undo puts back: JSON of <see cref="AlarmHandling"/>.</summary>
    public string? Before { get; set; }

    public static AlarmEventEntity Of(AlarmEvent happened, AlarmHandling? before = null) => new()
    {
        AlarmId = happened.Alarm.Value,
        At = happened.At,
        State = happened.State,
        By = happened.By,
        ById = happened.ById,
        Code = happened.Code,
        Data = happened.Data.Count == 0 ? "" : JsonSerializer.Serialize(happened.Data),
        Note = happened.Note,
        Version = happened.Version,
        Batch = happened.Batch,
        Before = before is null ? null : JsonSerializer.Serialize(before),
    };

    public AlarmEvent ToEvent() => new(Alarms.AlarmId.Parse(AlarmId, null), At, State, By, Code)
    {
        ById = ById,
        Data = Data.Length == 0 ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(Data)!,
        Note = Note,
        Version = Version,
        Batch = Batch,
    };

    public AlarmHandling? ToHandling() => Before is null ? null : JsonSerializer.Deserialize<AlarmHandling>(Before);
}
