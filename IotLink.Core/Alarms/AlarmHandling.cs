using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>The part of an alarm that people change: what undo puts back, whatever the stream did beside it.</summary>
public sealed record AlarmHandling(
    AlarmState State,
    Severity Severity,
    DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy,
    DateTimeOffset? FirstAcknowledgedAt,
    string? OwnerId,
    string? Owner,
    DateTimeOffset? LeaseUntil,
    DateTimeOffset? SnoozedUntil,
    DateTimeOffset? ResolvedAt,
    DateTimeOffset? QuietSince,
    string? Cause,
    bool? Useful,
    int Reopenings)
{
    public static AlarmHandling Of(Alarm a) => new(
        a.State, a.Severity, a.AcknowledgedAt, a.AcknowledgedBy, a.FirstAcknowledgedAt, a.OwnerId, a.Owner, a.LeaseUntil, a.SnoozedUntil,
        a.ResolvedAt, a.QuietSince, a.Cause, a.Useful, a.Reopenings);

    public Alarm PutBack(Alarm alarm) => alarm with
    {
        State = State,
        Severity = Severity,
        AcknowledgedAt = AcknowledgedAt,
        AcknowledgedBy = AcknowledgedBy,
        FirstAcknowledgedAt = FirstAcknowledgedAt,
        OwnerId = OwnerId,
        Owner = Owner,
        LeaseUntil = LeaseUntil,
        SnoozedUntil = SnoozedUntil,
        ResolvedAt = ResolvedAt,
        QuietSince = QuietSince,
        Cause = Cause,
        Useful = Useful,
        Reopenings = Reopenings,
        Version = alarm.Version + 1,
    };
}
