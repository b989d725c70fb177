using IotLink.Core.Calendars;

namespace IotLink.Core.Alarms.Escalation;

/// <summary>The site's own days off and on, as people entered them.</summary>
public sealed record SiteDays : IOnCallEntry
{
    public const string TheOnly = "site";

    public static SiteDays None { get; } = new();

    public string Id { get; init; } = TheOnly;

    public string Name { get; init; } = TheOnly;

    public int Version { get; init; }

    public IReadOnlyList<SiteDay> Days { get; init; } = [];

    /// <summary>The site's calendar with these days in it.</summary>
    public SiteCalendar On(SiteCalendar calendar) => Days.Count == 0 ? calendar : calendar with
    {
        Extra = calendar.Extra.Concat(Days.Where(d => !d.IsWorking).Select(d => d.Day)).ToHashSet(),
        Working = Days.Where(d => d.IsWorking).Select(d => d.Day).ToHashSet(),
    };
}

/// <param name="IsWorking">A holiday on which the site works; otherwise a day off.</param>
public sealed record SiteDay(DateOnly Day, string Name, bool IsWorking = false);
