using System.Globalization;
using IotLink.Core.Documents;
using static IotLink.Core.Alarms.AlarmState;

namespace IotLink.Core.Alarms;

/// <summary>What people do to alarms, and automatic actions in their own name.</summary>
public static partial class AlarmLifecycle
{
    private const int LongestText = 2000;
    private static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(7);

    /// <summary>From which states a step may be taken. Whoever wants to know the state machine reads this.</summary>
    public static bool Allows(AlarmState state, AlarmStep step) => step switch
    {
        AlarmStep.Acknowledge => state is New or InAction or Verifying,
        AlarmStep.Assign => state is New or Acknowledged or InAction or Verifying,
        AlarmStep.Comment => true,
        AlarmStep.Rate => state is not (Resolved or Closed),
        AlarmStep.Snooze or AlarmStep.Wake => state is New or Acknowledged,
        AlarmStep.BeginAction => state is New or Acknowledged or InAction or Verifying,
        AlarmStep.Verify => state is InAction,
        AlarmStep.GiveUp => state is InAction or Verifying,
        AlarmStep.Confirm => state is Resolved,
        AlarmStep.Resolve => state is not (Resolved or Closed),
        AlarmStep.Close => state is Resolved,
        AlarmStep.Reopen => state is Resolved or Closed,
        AlarmStep.Return => state is Acknowledged,
        _ => false,
    };

    /// <param name="by">null for IotLink itself.</param>
    /// <param name="lease">How long who acknowledges has before it returns to the queue.</param>
    public static AlarmDecision Decide(Alarm alarm, AlarmStep step, Person? by, DateTimeOffset now, TimeSpan lease)
    {
        if (!Allows(alarm.State, step) || (step is AlarmStep.Acknowledge && alarm.AcknowledgedAt is not null)) return AlarmDecision.Refuse(alarm, WhyNot(alarm, step), alarm.AcknowledgedBy ?? "");
        if (Missing(step, now)) return AlarmDecision.Refuse(alarm, AlarmReason.Incomplete, step.Word);
        var after = After(alarm, step, by, now) with { Version = alarm.Version + 1 };
        var isHeld = after.State == Acknowledged && (by is not null || step is AlarmStep.GiveUp);
        after = after with { LeaseUntil = isHeld ? Later(now + lease, after.SnoozedUntil) : after.State == Acknowledged ? after.LeaseUntil : null };
        var happened = new AlarmEvent(alarm.Id, now, after.State, by?.Name, step.Word)
        {
            ById = by?.UserId,
            Version = after.Version,
            Data = DataOf(alarm, step),
            Note = NoteOf(step),
        };
        return new(after, happened, null);
    }

    private static Alarm After(Alarm alarm, AlarmStep step, Person? by, DateTimeOffset now) => step switch
    {
        AlarmStep.Acknowledge => Held(alarm, by, now),
        AlarmStep.Assign assign => (alarm.AcknowledgedAt is null ? Held(alarm, by, now) : alarm) with { OwnerId = assign.To.UserId, Owner = assign.To.Name },
        AlarmStep.Rate rate => alarm with { Severity = rate.Severity },
        AlarmStep.Snooze snooze => alarm with { SnoozedUntil = snooze.Until },
        AlarmStep.Wake => alarm with { SnoozedUntil = null },
        AlarmStep.BeginAction => alarm with { State = InAction, SnoozedUntil = null },
        AlarmStep.Verify => alarm with { State = Verifying },
        AlarmStep.GiveUp => alarm with { State = alarm.AcknowledgedAt is null ? New : Acknowledged },
        AlarmStep.Confirm => alarm with { Cause = ResolveCause.Verified },
        AlarmStep.Resolve resolve => alarm with
        {
            State = Resolved,
            ResolvedAt = now,
            ResolvedBy = null,
            SnoozedUntil = null,
            QuietSince = null,
            Cause = resolve.Cause,
            Useful = resolve.Useful,
        },
        AlarmStep.Close => alarm with { State = Closed },
        AlarmStep.Reopen => alarm with
        {
            State = New,
            ResolvedAt = null,
            ResolvedBy = null,
            Cause = null,
            Useful = null,
            AcknowledgedAt = null,
            AcknowledgedBy = null,
            Reopenings = alarm.Reopenings + 1,
        },
        AlarmStep.Return => alarm with { State = New, AcknowledgedAt = null, AcknowledgedBy = null, Owner = null, OwnerId = null },
        _ => alarm,
    };

    /// <summary>An automatic action goes on: that somebody knows does not stop it.</summary>
    private static Alarm Held(Alarm alarm, Person? by, DateTimeOffset now) => alarm with
    {
        State = alarm.State == New ? Acknowledged : alarm.State,
        AcknowledgedAt = now,
        AcknowledgedBy = by?.Name,
        FirstAcknowledgedAt = alarm.FirstAcknowledgedAt ?? now,
    };

    private static string WhyNot(Alarm alarm, AlarmStep step) => step switch
    {
        AlarmStep.Acknowledge when alarm is { IsOpen: true, AcknowledgedBy: not null } => AlarmReason.Quicker,
        AlarmStep.Reopen => AlarmReason.StillOpen,
        AlarmStep.Close when alarm.IsOpen => AlarmReason.StillOpen,
        _ => alarm.IsOpen ? AlarmReason.NotNow : AlarmReason.Over,
    };

    private static bool Missing(AlarmStep step, DateTimeOffset now) => step switch
    {
        AlarmStep.Comment comment => !IsText(comment.Text),
        AlarmStep.Rate rate => !IsText(rate.Why),
        AlarmStep.Reopen reopen => !IsText(reopen.Why),
        AlarmStep.Resolve resolve => string.IsNullOrWhiteSpace(resolve.Cause) || resolve.Text.Length > LongestText,
        AlarmStep.Snooze snooze => snooze.Until <= now || snooze.Until - now > LongestSnooze,
        AlarmStep.Assign assign => assign.To.UserId.Length == 0,
        _ => false,
    };

    private static bool IsText(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestText;

    private static Dictionary<string, string> DataOf(Alarm alarm, AlarmStep step) => step switch
    {
        AlarmStep.Assign assign => new() { ["to"] = assign.To.Name },
        AlarmStep.Rate rate => new() { ["from"] = alarm.Severity.ToString(), ["to"] = rate.Severity.ToString() },
        AlarmStep.Snooze snooze => new() { ["until"] = snooze.Until.ToString("o", CultureInfo.InvariantCulture) },
        AlarmStep.BeginAction action => new() { ["action"] = action.Action },
        AlarmStep.Resolve resolve => new() { ["cause"] = resolve.Cause },
        AlarmStep.Return => new() { ["owner"] = alarm.Owner ?? alarm.AcknowledgedBy ?? "" },
        _ => [],
    };

    private static string NoteOf(AlarmStep step) => step switch
    {
        AlarmStep.Comment comment => comment.Text.Trim(),
        AlarmStep.Rate rate => rate.Why.Trim(),
        AlarmStep.Reopen reopen => reopen.Why.Trim(),
        AlarmStep.Resolve resolve => resolve.Text.Trim(),
        AlarmStep.Verify verify => verify.Detail,
        AlarmStep.Confirm confirm => confirm.Evidence,
        _ => "",
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
