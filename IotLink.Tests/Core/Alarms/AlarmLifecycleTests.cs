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
}
