using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>How an alarm begins, gathers sources and ends. Pure: the store loads, this decides, the store saves.</summary>
public static partial class AlarmLifecycle
{
    /// <param name="current">The open alarm of the change's device and code; or a resolved one that this very message had raised before.</param>
    /// <returns>The alarm afterwards; null when nothing changes.</returns>
    public static Alarm? Apply(Alarm? current, AlarmChange change) => (current, change.Raise) switch
    {
        _ when change.IsRegrade => current is { IsOpen: true, FromRule: true } ? Regrade(current, change) : null,
        (null, true) => Begin(change),
        (null, false) => null,
        ({ IsOpen: false }, true) => Reopen(current, change),
        ({ IsOpen: false }, false) => null,
        ({ QuietSince: not null }, true) => Return(current, change),
        (_, true) => AddSource(current, change),
        (_, false) => End(current, change),
    };

    private static Alarm Begin(AlarmChange change) => new()
    {
        Id = AlarmId.Of(change.Position, change.Device, change.Code, change.Tick),
        Device = change.Device,
        Product = change.Product,
        Code = change.Code,
        Title = change.Title,
        Severity = change.Severity,
        Class = change.Class,
        State = AlarmState.New,
        RaisedAt = change.At,
        NoticedAt = change.NoticedAt,
        RaisedBy = change.Position,
        Evidence = change.Evidence,
        RuleVersion = change.RuleVersion,
        FromRule = change.FromRule,
        FromDevice = !change.FromRule,
        Silence = change.Silence,
        Version = 1,
    };

    /// <summary>One message can raise, end and raise again (rows of a file): that is one alarm, named by its position.</summary>
    private static Alarm Reopen(Alarm alarm, AlarmChange change) => alarm with
    {
        State = alarm.AcknowledgedAt is null ? AlarmState.New : AlarmState.Acknowledged,
        ResolvedAt = null,
        ResolvedBy = null,
        Cause = null,
        Evidence = change.Evidence,
        FromRule = alarm.FromRule || change.FromRule,
        FromDevice = alarm.FromDevice || !change.FromRule,
        Version = alarm.Version + 1,
    };

    /// <summary>A flapping alarm's condition is back.</summary>
    private static Alarm Return(Alarm alarm, AlarmChange change) =>
        alarm with { QuietSince = null, Raises = alarm.Raises + 1, Evidence = change.Evidence, Version = alarm.Version + 1 };

    /// <summary>A further source never makes an alarm less urgent. What the rule measured replaces what the device merely said.</summary>
    private static Alarm? AddSource(Alarm alarm, AlarmChange change)
    {
        if (change.FromRule ? alarm.FromRule : alarm.FromDevice) return null;
        var worse = change.Severity < alarm.Severity;
        return alarm with
        {
            Title = change.FromRule ? change.Title : alarm.Title,
            Severity = worse ? change.Severity : alarm.Severity,
            Class = (AlarmClass)Math.Min((int)alarm.Class, (int)change.Class),
            Evidence = change.FromRule ? change.Evidence : alarm.Evidence,
            RuleVersion = change.FromRule ? change.RuleVersion : alarm.RuleVersion,
            FromRule = alarm.FromRule || change.FromRule,
            FromDevice = alarm.FromDevice || !change.FromRule,
            Silence = alarm.Silence || change.Silence,
            Version = alarm.Version + 1,
        };
    }

    /// <summary>
    /// The rule's levels move the severity both ways, though never below what the device itself says, nor back where a person has rated it
    /// otherwise. What becomes urgent while somebody has it for something milder, or snoozes it, is new again: they have not seen this.
    /// </summary>
    private static Alarm? Regrade(Alarm alarm, AlarmChange change)
    {
        var isRatedByHand = change.Was is { } was && alarm.Severity != was;
        if (isRatedByHand && change.Severity >= alarm.Severity) return null;
        var severity = alarm.FromDevice && alarm.Severity < change.Severity ? alarm.Severity : change.Severity;
        var alarmClass = alarm.FromDevice && alarm.Class < change.Class ? alarm.Class : change.Class;
        if (severity == alarm.Severity && alarmClass == alarm.Class) return null;
        var after = alarm with { Severity = severity, Class = alarmClass, Version = alarm.Version + 1 };
        if (severity < alarm.Severity) after = after with { Evidence = change.Evidence };
        if (alarmClass != AlarmClass.Immediate || alarm.Class == AlarmClass.Immediate) return after;
        after = after with { SnoozedUntil = null };
        return alarm.State == AlarmState.Acknowledged
            ? after with { State = AlarmState.New, AcknowledgedAt = null, AcknowledgedBy = null, LeaseUntil = null }
            : after;
    }

    /// <summary>
    /// A device cannot talk away what a rule still measures: where a rule is a source, the rule ends it; and what no rule raised, none ends. A flapping one only falls quiet.
    /// </summary>
    private static Alarm? End(Alarm alarm, AlarmChange change)
    {
        if (change.FromRule != alarm.FromRule) return null;
        if (alarm.Flapping) return alarm.QuietSince is null ? alarm with { QuietSince = change.NoticedAt, Version = alarm.Version + 1 } : null;
        return alarm with
        {
            State = AlarmState.Resolved,
            ResolvedAt = change.At,
            ResolvedBy = change.Position,
            Cause = ResolveCause.Ended,
            SnoozedUntil = null,
            LeaseUntil = null,
            Version = alarm.Version + 1,
        };
    }
}
