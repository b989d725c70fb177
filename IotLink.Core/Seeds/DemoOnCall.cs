using IotLink.Core.Accounts;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Rules;

namespace IotLink.Core.Seeds;

/// <summary>A team, a calendar and a policy for the demo: people are told in the portal alone, because their addresses are invented.</summary>
public static class DemoOnCall
{
    private static readonly string[] Needed = ["ops", "dispatch", "exec"];

    private const string TeamId = "demo-service", CalendarId = "demo-night", PolicyId = "demo-policy";

    /// <summary>Adds what has never been there; what somebody has changed or retired since stays so.</summary>
    public static async Task SeedAsync(IOnCallStore store, IAccountDirectory directory, DateTimeOffset now, CancellationToken ct)
    {
        var ids = (await directory.ListAsync(ct)).DistinctBy(a => a.UserName).ToDictionary(a => a.UserName, a => a.Id);
        if (!Needed.All(ids.ContainsKey)) return;
        IOnCallEntry[] entries =
        [
            new Team { Id = TeamId, Name = "서비스팀", Members = [ids["ops"], ids["dispatch"]] },
            new OnCallCalendar
            {
                Id = CalendarId,
                Name = "주간 온콜",
                Rotations = [new([ids["ops"], ids["dispatch"]], Monday(now), DaysPerTurn: 7, new(9, 0))],
            },
            new EscalationPolicy
            {
                Id = PolicyId,
                Name = "즉시 대응 기본",
                Order = 10,
                Match = new() { Classes = [AlarmClass.Immediate] },
                Steps =
                [
                    new(TimeSpan.Zero, [new(TargetKind.OnCall, CalendarId)], []),
                    new(TimeSpan.FromMinutes(5), [new(TargetKind.Team, TeamId)], []),
                    new(TimeSpan.FromMinutes(15), [new(TargetKind.Person, ids["exec"])], []),
                ],
            },
        ];
        foreach (var entry in entries) await store.SaveAsync(entry, "demo", now, ct);
    }

    /// <summary>The first one of last year: somebody is on call now, whatever the time zone.</summary>
    private static DateOnly Monday(DateTimeOffset now)
    {
        var day = new DateOnly(now.Year - 1, 1, 1);
        while (day.DayOfWeek != DayOfWeek.Monday) day = day.AddDays(1);
        return day;
    }
}
