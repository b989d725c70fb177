using IotLink.Core.Alarms;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AlarmEventEntity
{
    public long Id { get; set; }

    public required string AlarmId { get; set; }

    public DateTimeOffset At { get; set; }

    public AlarmState State { get; set; }

    public string? By { get; set; }

    public required string Note { get; set; }

    public static AlarmEventEntity Of(AlarmEvent happened) => new()
    {
        AlarmId = happened.Alarm.Value,
        At = happened.At,
        State = happened.State,
        By = happened.By,
        Note = happened.Note,
    };

    public AlarmEvent ToEvent() => new(Alarms.AlarmId.Parse(AlarmId, null), At, State, By, Note);
}
