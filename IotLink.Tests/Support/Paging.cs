using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Calendars;
using IotLink.Core.Notifications;
using IotLink.Core.Rules;

namespace IotLink.Tests.Support;

/// <summary>People, policies and alarms for tests of escalation, with defaults.</summary>
internal static class Paging
{
    /// <summary>Monday 2026-11-23, 21:00 in Seoul.</summary>
    public static readonly DateTimeOffset Start = Plant.Noon;

    public static Person Someone(string id, QuietHours? quiet = null, string role = Role.ServiceOps) =>
        new(new(id, $"이름 {id}", new HashSet<string> { role }, null), new() { Mail = $"{id}@example.com", Phone = "+821012345678", Quiet = quiet });

    public static AlarmRow Alarm(Severity severity = Severity.High, AlarmState state = AlarmState.New) => new(
        new()
        {
            Id = AlarmId.Of(Plant.At(1), "d-a".AsDevice(), "hot"),
            Device = "d-a".AsDevice(),
            Product = IotLink.Core.Devices.ProductId.Parse("prod-a", null),
            Code = "hot",
            Title = "온도 상한 초과",
            Severity = severity,
            Class = AlarmClasses.DefaultFor(severity),
            State = state,
            RaisedAt = Start,
            NoticedAt = Start,
            RaisedBy = Plant.At(1),
            Evidence = "tempC 84.6 > 80",
        },
        Plant.SiteA,
        Plant.A);

    public static EscalationStep Step(int minutes, params Target[] targets) => new(TimeSpan.FromMinutes(minutes), targets, [ChannelKind.Mail]);

    public static Target To(string person) => new(TargetKind.Person, person);

    public static EscalationPolicy Policy(params EscalationStep[] steps) => new() { Id = "p", Name = "기본", Version = 1, Steps = steps };

    public static EscalationScene Scene(EscalationPolicy[] policies, params Person[] people) => Scene(policies, [], [], people);

    public static EscalationScene Scene(EscalationPolicy[] policies, Team[] teams, OnCallCalendar[] calendars, params Person[] people) => new(
        new(
            policies,
            new Dictionary<(string, int), EscalationPolicy>(),
            teams.ToDictionary(t => t.Id),
            calendars.ToDictionary(c => c.Id),
            people.ToDictionary(p => p.Id)),
        SiteCalendar.Korea);

    public static EscalationRun Run() => new() { Alarm = Alarm().Alarm.Id, StartedAt = Start, DueAt = Start };
}
