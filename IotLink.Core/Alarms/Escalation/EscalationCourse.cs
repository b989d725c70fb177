using IotLink.Core.Notifications;

namespace IotLink.Core.Alarms.Escalation;

/// <summary>One step of an escalation. Pure: the store loads, this decides, the store saves run, notifications and events together.</summary>
public static class EscalationCourse
{
    /// <summary>While something automatic works on the alarm, nobody is told; looked at again so often.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromSeconds(15);

    public static Advanced Advance(EscalationRun run, AlarmRow row, EscalationScene scene, DateTimeOffset now)
    {
        if (!run.IsRunning || run.DueAt > now) return new(run, [], []);
        if (row.Alarm.State != AlarmState.New) return new(run with { DueAt = now + Held }, [], []); // an action is trying to end it
        if (row.Alarm.SnoozedUntil > now) return new(run with { DueAt = row.Alarm.SnoozedUntil.Value }, [], []);
        if (run.State == EscalationState.Starting) return Choose(run, row, scene, now);
        var policy = scene.Book.Find(run.Policy!, run.PolicyVersion);
        return policy is null || run.Step >= policy.Steps.Count ? Choose(run, row, scene, now) : Take(run, row, policy, scene, now);
    }

    /// <summary>The first step is due at once when it waits for nothing.</summary>
    private static Advanced Choose(EscalationRun run, AlarmRow row, EscalationScene scene, DateTimeOffset now)
    {
        if (scene.Choose(row, now) is not { Steps.Count: > 0 } policy)
        {
            return new(run with { State = EscalationState.NoPolicy }, [], [Event(run, now, null, "no-policy", "")]);
        }

        var start = run.StartedAt == DateTimeOffset.UnixEpoch ? now : run.StartedAt;
        var begun = run with
        {
            StartedAt = start,
            State = EscalationState.Running,
            Policy = policy.Id,
            PolicyVersion = policy.Version,
            Step = 0,
            Lap = 0,
            DueAt = Later(start, now, policy.Steps[0].Wait),
        };
        return new(begun, [], [Event(run, now, null, "chosen", policy.Name)]);
    }

    private static Advanced Take(EscalationRun run, AlarmRow row, EscalationPolicy policy, EscalationScene scene, DateTimeOffset now)
    {
        var step = policy.Steps[run.Step];
        var people = scene.Book.Resolve(step.Targets, scene.Local(now), scene.Calendar.IsHoliday);
        var pages = new Pages(run, row, scene.Calendar.Zone, now);
        List<Notification> told = [.. people.SelectMany(p => pages.To(p, step.Channels))];
        told.AddRange(step.Targets.Where(t => t.Kind == TargetKind.Webhook).Select(t => pages.ToWebhook(t.Id)));

        var after = Next(run, policy, isTold: told.Count > 0, now);
        List<EscalationEvent> events = [told.Count > 0 ? Event(run, now, run.Step, "told", NamesOf(told)) : Event(run, now, run.Step, "nobody", "")];
        if (after.State == EscalationState.Exhausted) events.Add(Event(run, now, null, "exhausted", ""));
        return new(after, told, events);
    }

    /// <summary>A step that found nobody does not make the next one wait.</summary>
    private static EscalationRun Next(EscalationRun run, EscalationPolicy policy, bool isTold, DateTimeOffset now)
    {
        if (run.Step + 1 < policy.Steps.Count)
        {
            return run with { Step = run.Step + 1, DueAt = isTold ? now + policy.Steps[run.Step + 1].Wait : now };
        }

        return run.Lap < policy.Repeats
            ? run with { Step = 0, Lap = run.Lap + 1, DueAt = now + policy.RepeatAfter }
            : run with { State = EscalationState.Exhausted };
    }

    /// <summary>Counted from the alarm, but never in the past.</summary>
    private static DateTimeOffset Later(DateTimeOffset start, DateTimeOffset now, TimeSpan wait) => start + wait > now ? start + wait : now;

    private static string NamesOf(IEnumerable<Notification> told) => string.Join(", ", told.Select(n => n.PersonName).Distinct(StringComparer.Ordinal));

    private static EscalationEvent Event(EscalationRun run, DateTimeOffset at, int? step, string what, string detail) =>
        new(run.Alarm, run.Round, at, step, what, detail);
}

/// <param name="Told">To be written in the same transaction as <paramref name="After"/>.</param>
public sealed record Advanced(EscalationRun After, IReadOnlyList<Notification> Told, IReadOnlyList<EscalationEvent> Events);
