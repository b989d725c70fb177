using IotLink.Core.Notifications;

namespace IotLink.Core.Alarms.Escalation;

/// <summary>All policies, teams, calendars and people as they are now: what decisions are made from.</summary>
/// <param name="Policies">The newest versions, in their order.</param>
/// <param name="Earlier">Versions that runs still follow, by id and version.</param>
public sealed record OnCallBook(
    IReadOnlyList<EscalationPolicy> Policies,
    IReadOnlyDictionary<(string Id, int Version), EscalationPolicy> Earlier,
    IReadOnlyDictionary<string, Team> Teams,
    IReadOnlyDictionary<string, OnCallCalendar> Calendars,
    IReadOnlyDictionary<string, Person> People)
{
    public SiteDays Days { get; init; } = SiteDays.None;

    public EscalationPolicy? Find(string id, int version) =>
        Policies.FirstOrDefault(p => p.Id == id && p.Version == version) ?? Earlier.GetValueOrDefault((id, version));

    /// <summary>Each person once. Who left, or is no longer staff, is nobody.</summary>
    public IReadOnlyList<Person> Resolve(IReadOnlyList<Target> targets, DateTime local, Func<DateOnly, bool> isHoliday) =>
    [
        .. targets.SelectMany(t => Ids(t, local, isHoliday)).Distinct(StringComparer.Ordinal)
            .Select(id => People.GetValueOrDefault(id)).OfType<Person>().Where(p => p.IsStaff),
    ];

    private IEnumerable<string> Ids(Target target, DateTime local, Func<DateOnly, bool> isHoliday) => target.Kind switch
    {
        TargetKind.Person => [target.Id],
        TargetKind.Team => Teams.GetValueOrDefault(target.Id)?.Members ?? [],
        TargetKind.OnCall when Calendars.GetValueOrDefault(target.Id)?.OnCallAt(local, isHoliday) is { } person => [person],
        _ => [],
    };
}
