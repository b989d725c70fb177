using IotLink.Core.Alarms.Escalation;

namespace IotLink.Core.Adapters.Relational;

internal sealed class EscalationEventEntity
{
    public long Id { get; set; }

    public required string AlarmId { get; set; }

    public int Round { get; set; }

    public DateTimeOffset At { get; set; }

    public int? Step { get; set; }

    public required string What { get; set; }

    public required string Detail { get; set; }

    public static EscalationEventEntity Of(EscalationEvent e) =>
        new() { AlarmId = e.Alarm.Value, Round = e.Round, At = e.At, Step = e.Step, What = e.What, Detail = e.Detail };

    public EscalationEvent ToEvent() => new(Alarms.AlarmId.Parse(AlarmId, null), Round, At, Step, What, Detail);
}
