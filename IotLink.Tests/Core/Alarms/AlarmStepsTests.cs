using IotLink.Core.Alarms;
using IotLink.Core.Documents;
using IotLink.Core.Rules;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Alarms;

/// <summary>The whole state machine of what people and automatic actions do, as one table.</summary>
public sealed class AlarmStepsTests
{
    private static readonly Person Kim = new("u-1", "김하늘");
    private static readonly Person Park = new("u-2", "박도윤");
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);
    private static readonly DateTimeOffset Now = Plant.Noon.AddHours(1);
    private static readonly Alarm Fresh = AlarmLifecycle.Apply(null, Plant.Change("d-1", true, 1))!;

    private static readonly Dictionary<string, AlarmStep> Steps = new()
    {
        ["acknowledge"] = new AlarmStep.Acknowledge(),
        ["assign"] = new AlarmStep.Assign(Park),
        ["comment"] = new AlarmStep.Comment("부품을 주문함"),
        ["rate"] = new AlarmStep.Rate(Severity.Low, "시험 가동"),
        ["snooze"] = new AlarmStep.Snooze(Now.AddMinutes(30)),
        ["wake"] = new AlarmStep.Wake(),
        ["action"] = new AlarmStep.BeginAction("restart-fan"),
        ["verify"] = new AlarmStep.Verify("tempC 70"),
        ["give-up"] = new AlarmStep.GiveUp(),
        ["confirm"] = new AlarmStep.Confirm("tempC 70 < 75"),
        ["resolve"] = new AlarmStep.Resolve("repaired", true),
        ["close"] = new AlarmStep.Close(),
        ["reopen"] = new AlarmStep.Reopen("다시 뜨거움"),
        ["return"] = new AlarmStep.Return(),
    };

    /// <summary>State before, step, state afterwards; a dash where the step is refused.</summary>
    [Theory]
    [InlineData("acknowledge", "New>Acknowledged Acknowledged>- InAction>- Verifying>- Resolved>- Closed>-")]
    [InlineData("assign", "New>Acknowledged Acknowledged>Acknowledged InAction>InAction Verifying>Verifying Resolved>- Closed>-")]
    [InlineData("comment", "New>New Acknowledged>Acknowledged InAction>InAction Verifying>Verifying Resolved>Resolved Closed>Closed")]
    [InlineData("rate", "New>New Acknowledged>Acknowledged InAction>InAction Verifying>Verifying Resolved>- Closed>-")]
    [InlineData("snooze", "New>New Acknowledged>Acknowledged InAction>- Verifying>- Resolved>- Closed>-")]
    [InlineData("wake", "New>New Acknowledged>Acknowledged InAction>- Verifying>- Resolved>- Closed>-")]
    [InlineData("action", "New>InAction Acknowledged>InAction InAction>InAction Verifying>InAction Resolved>- Closed>-")]
    [InlineData("give-up", "New>- Acknowledged>- InAction>Acknowledged Verifying>Acknowledged Resolved>- Closed>-")]
    [InlineData("confirm", "New>- Acknowledged>- InAction>- Verifying>- Resolved>Resolved Closed>-")]
    [InlineData("verify", "New>- Acknowledged>- InAction>Verifying Verifying>- Resolved>- Closed>-")]
    [InlineData("resolve", "New>Resolved Acknowledged>Resolved InAction>Resolved Verifying>Resolved Resolved>- Closed>-")]
    [InlineData("close", "New>- Acknowledged>- InAction>- Verifying>- Resolved>Closed Closed>-")]
    [InlineData("reopen", "New>- Acknowledged>- InAction>- Verifying>- Resolved>New Closed>New")]
    [InlineData("return", "New>- Acknowledged>New InAction>- Verifying>- Resolved>- Closed>-")]
    public void Every_step_from_every_state(string step, string expected) => Assert.Equal(
        expected,
        string.Join(' ', new[] { AlarmState.New, AlarmState.Acknowledged, AlarmState.InAction, AlarmState.Verifying, AlarmState.Resolved, AlarmState.Closed }
            .Select(state => $"{state}>{(Take(In(state), Steps[step]) is { Refusal: null } d ? d.After.State : "-")}")));

    [Fact]
    public void Every_step_taken_is_one_version_and_one_line_with_who_and_when()
    {
        foreach (var (name, step) in Steps)
        {
            var state = Enum.GetValues<AlarmState>().First(s => AlarmLifecycle.Allows(s, step));
            var (before, decision) = (In(state), Take(In(state), step));
            Assert.Equal((before.Version + 1, before.Version + 1), (decision.After.Version, decision.Happened!.Version));
            Assert.Equal((step.Word, Now, Kim.Name, Kim.UserId), (decision.Happened.Code, decision.Happened.At, decision.Happened.By, decision.Happened.ById));
            Assert.True(AlarmWord.All.Contains(decision.Happened.Code), name);
        }
    }

    [Fact]
    public void What_is_refused_changes_nothing()
    {
        var over = In(AlarmState.Resolved);
        var decision = Take(over, Steps["acknowledge"]);
        Assert.Equal((over, null, AlarmReason.Over), (decision.After, decision.Happened, decision.Refusal!.Code));
    }

    [Fact]
    public void Who_acknowledges_second_hears_who_was_first()
    {
        var decision = Take(In(AlarmState.Acknowledged), Steps["acknowledge"]);
        Assert.Equal((AlarmReason.Quicker, Kim.Name), (decision.Refusal!.Code, decision.Refusal.Detail));
    }

    [Theory]
    [InlineData("acknowledge", AlarmState.InAction)]
    [InlineData("acknowledge", AlarmState.Verifying)]
    [InlineData("assign", AlarmState.InAction)]
    [InlineData("assign", AlarmState.Verifying)]
    public void Knowing_of_an_alarm_does_not_stop_its_automatic_action(string step, AlarmState state)
    {
        var known = Take(Fresh with { State = state }, Steps[step]).After;
        Assert.Equal((state, Kim.Name, Now, Now, null), (known.State, known.AcknowledgedBy, known.AcknowledgedAt, known.FirstAcknowledgedAt, known.LeaseUntil));
        Assert.Equal(AlarmReason.Quicker, Take(known, Steps["acknowledge"]).Refusal!.Code);
    }

    [Fact]
    public void When_the_action_gives_up_the_lease_of_who_knew_begins_and_else_the_alarm_is_new()
    {
        var acting = Fresh with { State = AlarmState.InAction };
        var known = Take(acting, Steps["acknowledge"]).After;
        var left = AlarmLifecycle.Decide(known, Steps["give-up"], null, Now.AddMinutes(5), Lease).After;
        Assert.Equal((AlarmState.Acknowledged, Now.AddMinutes(5) + Lease), (left.State, left.LeaseUntil));
        var unknown = AlarmLifecycle.Decide(acting, Steps["give-up"], null, Now.AddMinutes(5), Lease).After;
        Assert.Equal((AlarmState.New, null), (unknown.State, unknown.LeaseUntil));
    }

    [Fact]
    public void Acknowledging_is_a_lease_that_every_deed_renews()
    {
        var held = Take(Fresh, Steps["acknowledge"]).After;
        Assert.Equal(Now + Lease, held.LeaseUntil);
        var later = AlarmLifecycle.Decide(held, Steps["comment"], Kim, Now.AddMinutes(20), Lease).After;
        Assert.Equal(Now.AddMinutes(20) + Lease, later.LeaseUntil);
        Assert.Null(Take(held, Steps["action"]).After.LeaseUntil);
    }

    [Fact]
    public void A_lease_does_not_run_out_while_the_alarm_is_snoozed() =>
        Assert.Equal(Now.AddHours(2), Take(In(AlarmState.Acknowledged), new AlarmStep.Snooze(Now.AddHours(2))).After.LeaseUntil);

    [Fact]
    public void Returning_takes_owner_and_acknowledgement_and_keeps_the_first_time()
    {
        var back = Take(Take(Fresh, Steps["assign"]).After, Steps["return"]);
        Assert.Equal((null, null, null, null), (back.After.Owner, back.After.OwnerId, back.After.AcknowledgedBy, back.After.AcknowledgedAt));
        Assert.Equal((Now, Park.Name), (back.After.FirstAcknowledgedAt, back.Happened!.Data["owner"]));
    }

    [Fact]
    public void Severity_changes_alone_and_says_from_what_to_what_and_why()
    {
        var decision = Take(Fresh, Steps["rate"]);
        Assert.Equal((Severity.Low, Fresh.Class), (decision.After.Severity, decision.After.Class));
        Assert.Equal(("High", "Low", "시험 가동"), (decision.Happened!.Data["from"], decision.Happened.Data["to"], decision.Happened.Note));
    }

    [Fact]
    public void Resolving_keeps_the_cause_and_the_verdict_and_reopening_forgets_them()
    {
        var over = Take(Fresh, Steps["resolve"]).After;
        Assert.Equal(("repaired", true, Now), (over.Cause, over.Useful, over.ResolvedAt));
        var again = Take(over, Steps["reopen"]).After;
        Assert.Equal((null, null, null, 1), (again.Cause, again.Useful, again.ResolvedAt, again.Reopenings));
    }

    public static TheoryData<string> Incomplete() => ["comment", "rate", "reopen", "resolve", "snooze-past", "snooze-long", "long-comment", "assign-nobody"];

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void What_lacks_its_reason_is_refused(string which)
    {
        var (alarm, step) = which switch
        {
            "comment" => (Fresh, (AlarmStep)new AlarmStep.Comment(" ")),
            "rate" => (Fresh, new AlarmStep.Rate(Severity.Low, "")),
            "reopen" => (In(AlarmState.Resolved), new AlarmStep.Reopen("")),
            "resolve" => (Fresh, new AlarmStep.Resolve("")),
            "snooze-past" => (Fresh, new AlarmStep.Snooze(Now)),
            "snooze-long" => (Fresh, new AlarmStep.Snooze(Now.AddDays(7).AddSeconds(1))),
            "long-comment" => (Fresh, new AlarmStep.Comment(new string('x', 2001))),
            _ => (Fresh, new AlarmStep.Assign(new("", ""))),
        };
        Assert.Equal(AlarmReason.Incomplete, Take(alarm, step).Refusal!.Code);
    }

    [Fact]
    public void What_undo_puts_back_is_what_people_changed()
    {
        var before = Fresh;
        var after = Take(before, Steps["assign"]).After with { Evidence = "tempC 91 > 80" };
        var back = AlarmHandling.Of(before).PutBack(after);
        Assert.Equal(before with { Evidence = "tempC 91 > 80", Version = after.Version + 1 }, back);
    }

    private static Alarm In(AlarmState state) => Fresh with
    {
        State = state,
        AcknowledgedAt = state == AlarmState.New ? null : Plant.Noon,
        AcknowledgedBy = state == AlarmState.New ? null : Kim.Name,
        ResolvedAt = state is AlarmState.Resolved or AlarmState.Closed ? Plant.Noon : null,
    };

    private static AlarmDecision Take(Alarm alarm, AlarmStep step) => AlarmLifecycle.Decide(alarm, step, Kim, Now, Lease);
}
