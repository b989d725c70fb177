using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Suppression;
using IotLink.Core.Rules;
using IotLink.Tests.Portal.Alarms;

namespace IotLink.Tests.Core.Alarms;

public sealed class AlarmDueTests
{
    private static readonly AlarmOptions Options = new();

    [Theory]
    [InlineData(AlarmClass.Immediate, 15)]
    [InlineData(AlarmClass.Monitoring, 240)]
    public void Each_class_has_its_time_from_when_the_alarm_was_noticed(AlarmClass alarmClass, int minutes)
    {
        var alarm = AlarmListStateTests.Row(1).Alarm with { Class = alarmClass };
        var due = AlarmDue.Of(alarm, Options)!.Value;
        Assert.Equal(alarm.NoticedAt.AddMinutes(minutes), due.At);
        Assert.Equal(1, due.Share(alarm.NoticedAt));
        Assert.Equal(0.5, due.Share(alarm.NoticedAt.AddMinutes(minutes / 2.0)));
        Assert.Equal(0, due.Share(due.At.AddHours(1)));
        Assert.Equal(TimeSpan.FromHours(-1), due.Left(due.At.AddHours(1)));
    }

    [Fact]
    public void Nobody_waits_for_what_is_acknowledged_kept_back_or_without_a_time()
    {
        var alarm = AlarmListStateTests.Row(1).Alarm with { Class = AlarmClass.Immediate };
        Assert.Null(AlarmDue.Of(alarm with { State = AlarmState.Acknowledged }, Options));
        Assert.Null(AlarmDue.Of(alarm with { State = AlarmState.Resolved }, Options));
        Assert.Null(AlarmDue.Of(alarm with { Suppression = new(SuppressionKind.Maintenance, "1", "work") }, Options));
        Assert.Null(AlarmDue.Of(alarm with { Class = AlarmClass.Informational }, Options));
        Assert.Null(AlarmDue.Of(alarm, new() { AcknowledgeImmediate = TimeSpan.Zero }));
    }
}
