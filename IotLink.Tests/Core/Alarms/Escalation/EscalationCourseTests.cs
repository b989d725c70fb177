using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Notifications;
using IotLink.Core.Rules;
using static IotLink.Tests.Support.Paging;

namespace IotLink.Tests.Core.Alarms.Escalation;

public sealed class EscalationCourseTests
{
    private static readonly Person Kim = Someone("kim");
    private static readonly Person Lee = Someone("lee");

    /// <summary>Minutes after the alarm, and who is told then over which way.</summary>
    public static TheoryData<string, EscalationPolicy, string[]> Courses => new()
    {
        { "at once", Policy(Step(0, To("kim"))), ["0 kim"] },
        { "after the first wait", Policy(Step(5, To("kim"))), ["5 kim"] },
        { "one after the other", Policy(Step(0, To("kim")), Step(10, To("lee"))), ["0 kim", "10 lee"] },
        { "waits add up", Policy(Step(2, To("kim")), Step(3, To("lee")), Step(4, To("kim"))), ["2 kim", "5 lee", "9 kim"] },
        { "again while nobody answers", Policy(Step(0, To("kim"))) with { Repeats = 2, RepeatAfter = TimeSpan.FromMinutes(7) }, ["0 kim", "7 kim", "14 kim"] },
        { "each person once in a step", Policy(Step(0, To("kim"), To("kim"), To("lee"))), ["0 kim", "0 lee"] },
        { "nobody there: the next at once", Policy(Step(0, To("gone")), Step(10, To("lee"))), ["0 lee"] },
        { "a webhook", Policy(Step(1, new Target(TargetKind.Webhook, "https://ops.example.com/in"))), ["1 https://ops.example.com/in"] },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void People_are_told_when_the_policy_says(string name, EscalationPolicy policy, string[] expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, Told(policy));
    }

    [Fact]
    public void The_row_of_a_notification_follows_from_what_caused_it_and_never_repeats()
    {
        var ids = Notifications(Policy(Step(0, To("kim"), To("lee")), Step(1, To("kim"))) with { Repeats = 3, RepeatAfter = TimeSpan.FromMinutes(2) }).ConvertAll(n => n.Id);

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids, Notifications(Policy(Step(0, To("kim"), To("lee")), Step(1, To("kim"))) with { Repeats = 3, RepeatAfter = TimeSpan.FromMinutes(2) }).ConvertAll(n => n.Id));
    }

    [Fact]
    public void Everybody_is_told_in_the_portal_and_by_the_step_s_channels_they_have()
    {
        var step = new EscalationStep(TimeSpan.Zero, [To("kim")], [ChannelKind.Mail, ChannelKind.Sms, ChannelKind.Voice]);
        var noPhone = Kim with { Contact = Kim.Contact with { Phone = null } };

        Assert.Equal([ChannelKind.Portal, ChannelKind.Mail], Advance(Policy(step), [noPhone]).Told.Select(n => n.Channel));
        Assert.Equal([ChannelKind.Portal, ChannelKind.Mail, ChannelKind.Sms, ChannelKind.Voice], Advance(Policy(step), [Kim]).Told.Select(n => n.Channel));
    }

    [Theory]
    [InlineData(Severity.High, 10 * 60)] // quiet from 21 to 07 in Seoul, and it is 21:00
    [InlineData(Severity.Critical, 0)]
    public void Quiet_hours_hold_messages_back_but_not_critical_ones(Severity severity, int minutes)
    {
        var quiet = Someone("kim", new(new(21, 0), new(7, 0)));

        var told = Advance(Policy(Step(0, To("kim"))), [quiet], Alarm(severity)).Told;

        Assert.Equal(NotificationState.Delivered, told[0].State);
        Assert.Equal(Start.AddMinutes(minutes), told[1].DueAt);
    }

    [Fact]
    public void While_an_action_runs_nobody_is_told_and_then_it_goes_on()
    {
        var scene = Scene([Policy(Step(0, To("kim")))], Kim);
        var run = EscalationCourse.Advance(Run(), Alarm(), scene, Start).After;

        var held = EscalationCourse.Advance(run, Alarm(state: AlarmState.InAction), scene, Start);
        Assert.Empty(held.Told);
        Assert.Equal(Start + EscalationCourse.Held, held.After.DueAt);

        Assert.NotEmpty(EscalationCourse.Advance(held.After, Alarm(), scene, held.After.DueAt).Told);
    }

    [Fact]
    public void A_run_keeps_the_policy_version_it_began_with()
    {
        var (old, changed) = (Policy(Step(0, To("kim")), Step(5, To("kim"))), Policy(Step(0, To("lee"))) with { Version = 2 });
        var run = EscalationCourse.Advance(Run(), Alarm(), Scene([old], Kim, Lee), Start).After;
        var scene = Scene([changed], Kim, Lee);
        scene = scene with { Book = scene.Book with { Earlier = new Dictionary<(string, int), EscalationPolicy> { [("p", 1)] = old } } };

        Assert.Equal("kim", EscalationCourse.Advance(run, Alarm(), scene, Start).Told[0].PersonId);
    }

    [Fact]
    public void An_alarm_without_a_policy_says_so()
    {
        var none = EscalationCourse.Advance(Run(), Alarm(), Scene([]), Start);

        Assert.Equal(EscalationState.NoPolicy, none.After.State);
        Assert.Equal("no-policy", Assert.Single(none.Events).What);
    }

    [Fact]
    public void A_late_host_tells_one_step_at_a_time_and_not_all_at_once()
    {
        var scene = Scene([Policy(Step(0, To("kim")), Step(5, To("lee")))], Kim, Lee);
        var late = Start.AddHours(3);
        var run = EscalationCourse.Advance(Run(), Alarm(), scene, late).After;
        var first = EscalationCourse.Advance(run, Alarm(), scene, late);

        Assert.Equal("kim", first.Told[0].PersonId);
        Assert.Equal(late.AddMinutes(5), first.After.DueAt);
    }

    private static Advanced Advance(EscalationPolicy policy, Person[] people, AlarmRow? row = null)
    {
        var scene = Scene([policy], people);
        return EscalationCourse.Advance(EscalationCourse.Advance(Run(), row ?? Alarm(), scene, Start).After, row ?? Alarm(), scene, Start);
    }

    private static List<string> Told(EscalationPolicy policy) =>
        [.. Notifications(policy).Where(n => n.Channel is ChannelKind.Mail or ChannelKind.Webhook).Select(n => $"{(n.CreatedAt - Start).TotalMinutes} {n.PersonId}")];

    private static List<Notification> Notifications(EscalationPolicy policy)
    {
        var (run, scene, told) = (Run(), Scene([policy], Kim, Lee), new List<Notification>());
        for (var now = Start; now < Start.AddHours(2); now = now.AddMinutes(1))
        {
            while (run.IsRunning && run.DueAt <= now)
            {
                var done = EscalationCourse.Advance(run, Alarm(), scene, now);
                told.AddRange(done.Told);
                run = done.After;
            }
        }

        Assert.False(run.IsRunning);
        return told;
    }
}
