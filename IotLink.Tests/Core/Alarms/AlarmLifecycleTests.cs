using IotLink.Core.Alarms;
using IotLink.Core.Rules;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Alarms;

public sealed class AlarmLifecycleTests
{
    private static readonly Alarm ByRule = AlarmLifecycle.Apply(null, Plant.Change("d-1", true, 1))!;
    private static readonly Alarm ByDevice = AlarmLifecycle.Apply(null, Plant.Change("d-1", true, 1, fromRule: false))!;

    [Fact]
    public void The_same_message_names_the_same_alarm() => Assert.Equal(ByRule.Id, ByDevice.Id);

    [Fact]
    public void The_end_of_nothing_is_nothing() => Assert.Null(AlarmLifecycle.Apply(null, Plant.Change("d-1", false, 1)));

    [Fact]
    public void Raising_what_the_same_source_raised_changes_nothing() => Assert.Null(AlarmLifecycle.Apply(ByRule, Plant.Change("d-1", true, 2)));

    [Fact]
    public void A_further_source_never_makes_it_less_urgent()
    {
        var mild = Plant.Change("d-1", true, 2, fromRule: false) with { Severity = Severity.Info, Class = AlarmClass.Informational };
        var after = AlarmLifecycle.Apply(ByRule, mild)!;
        Assert.Equal((Severity.High, AlarmClass.Immediate, true), (after.Severity, after.Class, after.FromDevice));
        Assert.Equal(ByRule.Evidence, after.Evidence);
    }

    [Fact]
    public void A_device_cannot_talk_away_what_a_rule_measures() =>
        Assert.Null(AlarmLifecycle.Apply(ByRule, Plant.Change("d-1", false, 2, fromRule: false)));

    [Fact]
    public void A_device_ends_what_it_alone_reported() =>
        Assert.Equal(AlarmState.Resolved, AlarmLifecycle.Apply(ByDevice, Plant.Change("d-1", false, 2, fromRule: false))!.State);

    [Fact]
    public void A_rule_ends_what_both_reported()
    {
        var both = AlarmLifecycle.Apply(ByDevice, Plant.Change("d-1", true, 2))!;
        Assert.Equal(AlarmState.Resolved, AlarmLifecycle.Apply(both, Plant.Change("d-1", false, 3))!.State);
    }

    [Fact]
    public void A_rules_level_moves_the_severity_both_ways()
    {
        var worse = AlarmLifecycle.Apply(ByRule, Graded(Severity.Critical, was: Severity.High))!;
        Assert.Equal((Severity.Critical, "now critical", ByRule.Version + 1), (worse.Severity, worse.Evidence, worse.Version));
        var better = AlarmLifecycle.Apply(worse, Graded(Severity.High, was: Severity.Critical))!;
        Assert.Equal((Severity.High, "now critical"), (better.Severity, better.Evidence));
        Assert.Null(AlarmLifecycle.Apply(better, Graded(Severity.High, was: Severity.Critical)));
    }

    [Fact]
    public void What_becomes_urgent_is_new_to_who_had_it_for_something_milder()
    {
        var mild = ByRule with { Severity = Severity.Medium, Class = AlarmClass.Monitoring, State = AlarmState.Acknowledged, AcknowledgedAt = Plant.Noon, AcknowledgedBy = "kim", SnoozedUntil = Plant.Noon.AddHours(1) };
        var urgent = AlarmLifecycle.Apply(mild, Graded(Severity.Critical, was: Severity.Medium))!;
        Assert.Equal((AlarmState.New, null, null, null), (urgent.State, urgent.AcknowledgedAt, urgent.AcknowledgedBy, urgent.SnoozedUntil));
        var known = AlarmLifecycle.Apply(mild with { Class = AlarmClass.Immediate }, Graded(Severity.Critical, was: Severity.Medium))!;
        Assert.Equal((AlarmState.Acknowledged, "kim"), (known.State, known.AcknowledgedBy));
    }

    [Fact]
    public void What_a_person_rated_otherwise_is_only_made_worse()
    {
        var rated = ByRule with { Severity = Severity.Medium, Class = AlarmClass.Monitoring };
        Assert.Null(AlarmLifecycle.Apply(rated, Graded(Severity.Low, was: Severity.High)));
        Assert.Equal(Severity.Critical, AlarmLifecycle.Apply(rated, Graded(Severity.Critical, was: Severity.High))!.Severity);
    }

    [Fact]
    public void A_level_never_makes_it_milder_than_the_device_says()
    {
        var both = AlarmLifecycle.Apply(ByRule, Plant.Change("d-1", true, 2, fromRule: false) with { Severity = Severity.Critical })!;
        Assert.Null(AlarmLifecycle.Apply(both, Graded(Severity.Medium, was: Severity.Critical)));
    }

    [Fact]
    public void A_level_of_what_is_over_or_was_never_a_rules_is_nothing()
    {
        Assert.Null(AlarmLifecycle.Apply(null, Graded(Severity.Critical, Severity.High)));
        Assert.Null(AlarmLifecycle.Apply(ByDevice, Graded(Severity.Critical, Severity.High)));
        Assert.Null(AlarmLifecycle.Apply(AlarmLifecycle.Apply(ByRule, Plant.Change("d-1", false, 2)), Graded(Severity.Critical, Severity.High)));
    }

    private static AlarmChange Graded(Severity severity, Severity was) =>
        Plant.Change("d-1", true, 5) with { IsRegrade = true, Was = was, Severity = severity, Class = AlarmClasses.DefaultFor(severity), Evidence = $"now {severity.ToString().ToLowerInvariant()}" };
}
