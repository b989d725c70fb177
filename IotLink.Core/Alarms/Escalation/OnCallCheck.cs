namespace IotLink.Core.Alarms.Escalation;

/// <summary>What must hold before an entry is saved. Codes, which the page puts into words.</summary>
public static class OnCallCheck
{
    public const int MostSteps = 20;
    public const int MostRepeats = 20;
    public const int MostDays = 500;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    public static IReadOnlyList<string> Faults(IOnCallEntry entry, OnCallBook book)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(entry.Name) || entry.Name.Length > 100) faults.Add("name");
        faults.AddRange(entry switch
        {
            EscalationPolicy policy => OfPolicy(policy, book),
            OnCallCalendar calendar => OfCalendar(calendar, book),
            SiteDays days => days.Days.Count > MostDays || days.Days.Any(d => string.IsNullOrWhiteSpace(d.Name) || d.Name.Length > 100) || days.Days.DistinctBy(d => d.Day).Count() < days.Days.Count ? ["days"] : [],
            Team team => team.Members.Count == 0 || !team.Members.All(book.People.ContainsKey) ? ["members"] : [],
            _ => [],
        });
        return faults;
    }

    /// <summary>A team or calendar that a policy names cannot go.</summary>
    public static bool IsUsed(IOnCallEntry entry, OnCallBook book)
    {
        TargetKind? kind = entry switch { Team => TargetKind.Team, OnCallCalendar => TargetKind.OnCall, _ => null };
        return book.Policies.Any(p => p.Steps.Any(s => s.Targets.Any(t => t.Kind == kind && t.Id == entry.Id)));
    }

    private static IEnumerable<string> OfPolicy(EscalationPolicy policy, OnCallBook book)
    {
        if (policy.Steps.Count is 0 or > MostSteps) yield return "steps";
        if (policy.Steps.Any(s => s.Targets.Count == 0 || !s.Targets.All(t => IsThere(t, book)))) yield return "targets";
        if (policy.Steps.Any(s => s.Wait < TimeSpan.Zero || s.Wait > LongestWait)) yield return "wait";
        if (policy.Repeats is < 0 or > MostRepeats || (policy.Repeats > 0 && policy.RepeatAfter < TimeSpan.FromMinutes(1))) yield return "repeat";
    }

    private static IEnumerable<string> OfCalendar(OnCallCalendar calendar, OnCallBook book)
    {
        if (calendar.Rotations.Count == 0 || calendar.Rotations.Any(r => r.People.Count == 0 || r.DaysPerTurn is < 1 or > 366)) yield return "rotation";
        if (!calendar.Rotations.SelectMany(r => r.People).Concat(calendar.Swaps.Select(s => s.Person)).All(book.People.ContainsKey)) yield return "members";
        if (calendar.Swaps.Any(s => s.To <= s.From)) yield return "swap";
    }

    private static bool IsThere(Target target, OnCallBook book) => target.Kind switch
    {
        TargetKind.Person => book.People.ContainsKey(target.Id),
        TargetKind.Team => book.Teams.ContainsKey(target.Id),
        TargetKind.OnCall => book.Calendars.ContainsKey(target.Id),
        _ => Uri.TryCreate(target.Id, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp),
    };
}
