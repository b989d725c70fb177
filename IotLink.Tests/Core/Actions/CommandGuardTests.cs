using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Calendars;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Actions;

public sealed class CommandGuardTests
{
    private const string Guarded =
        """
        interlocks: [{when: voltage < 190}, {when: rpm > 3000}]
        limits: {device: 2 per 1h, fleet: 3 per 1m}
        quietHours: {from: "22:00", to: "07:00"}
        """;

    /// <summary>21:00 in Korea.</summary>
    private static readonly DateTimeOffset Evening = Plant.Noon;

    private static readonly DeviceAction Action = Acting.Action(Guarded);

    private static readonly DeviceSight Well = new(Acting.Reading(Evening, ("voltage", 220), ("rpm", 1200)), IsFresh: true);

    [Fact]
    public void With_nothing_against_it_it_may_be_asked_for() => Assert.Empty(Codes(new(), Well, Evening));

    [Fact]
    public void Every_guard_says_its_own_reason_with_the_numbers()
    {
        var low = new DeviceSight(Acting.Reading(Evening, ("voltage", 180), ("rpm", 1200)), IsFresh: true);
        var refusal = Assert.Single(CommandGuards.Check(Action, new(), low, SiteCalendar.Korea, Evening));
        Assert.Equal((CommandReason.Interlock, "voltage 180 < 190"), (refusal.Code, refusal.Detail));

        Assert.Equal([CommandReason.Running], Codes(new() { Running = [Acting.Command()] }, Well, Evening));
        Assert.Equal([CommandReason.Stopped], Codes(new() { Stop = new(Acting.ProdA, "restart-fan", 1, Evening, "5 of 6 devices in 1h") }, Well, Evening));
        Assert.Equal([CommandReason.CapDevice], Codes(new() { OnDevice = [Evening.AddMinutes(-1), Evening.AddMinutes(-59)] }, Well, Evening));
        Assert.Equal([CommandReason.CapFleet], Codes(new() { OnFleet = [Evening, Evening.AddSeconds(-20), Evening.AddSeconds(-59)] }, Well, Evening));
        Assert.Equal([CommandReason.QuietHours], Codes(new(), Well, Evening.AddHours(1)));
    }

    [Fact]
    public void A_cap_lets_the_next_one_through_when_the_oldest_leaves_its_window()
    {
        DateTimeOffset[] begun = [Evening.AddMinutes(-1), Evening.AddMinutes(-59)];
        Assert.Equal(Evening.AddMinutes(1), CommandGuards.FreeAt(Action.PerDevice, begun, Evening));
        Assert.Null(CommandGuards.FreeAt(Action.PerDevice, begun, Evening.AddMinutes(1)));
        Assert.Null(CommandGuards.FreeAt(null, begun, Evening));
    }

    [Fact]
    public void What_cannot_be_told_lets_one_ask_and_holds_the_command_back()
    {
        foreach (var sight in new[] { DeviceSight.None, new(Well.Newest, IsFresh: false), new(Acting.Reading(Evening, ("rpm", 1200)), IsFresh: true) })
        {
            Assert.Empty(Codes(new(), sight, Evening));
            Assert.Equal(CommandReason.InterlockUnknown, CommandGuards.Interlocked(Action, sight, onlyKnown: false)!.Code);
        }

        Assert.Null(CommandGuards.Interlocked(Action, Well, onlyKnown: false));
    }

    [Fact]
    public void A_reading_speaks_for_its_device_for_three_periods()
    {
        var device = Plant.Device("a-1") with { ReportingPeriod = TimeSpan.FromSeconds(5) };
        Assert.True(DeviceSight.Of(device, Acting.Reading(Evening), Evening.AddSeconds(15)).IsFresh);
        Assert.False(DeviceSight.Of(device, Acting.Reading(Evening), Evening.AddSeconds(15.1)).IsFresh);
        Assert.False(DeviceSight.Of(device, null, Evening).IsFresh);
    }

    [Theory]
    [InlineData(4, 4, false)]
    [InlineData(5, 5, true)]
    [InlineData(5, 10, true)]
    [InlineData(5, 11, false)]
    public void A_remedy_stops_itself_when_it_fails_on_many_devices(int failed, int all, bool stops)
    {
        var outcomes = Enumerable.Range(0, all).Select(i => new RemedyOutcome($"a-{i}".AsDevice(), i >= failed, Evening));
        Assert.Equal(stops, RemedyBreaker.Verdict(outcomes, new(), Evening) is not null);
    }

    [Fact]
    public void One_device_counts_once_and_old_failures_do_not_count()
    {
        var same = Enumerable.Range(0, 9).Select(i => new RemedyOutcome("a-1".AsDevice(), false, Evening.AddMinutes(-i)));
        var old = Enumerable.Range(0, 9).Select(i => new RemedyOutcome($"a-{i}".AsDevice(), false, Evening.AddHours(-1)));
        Assert.Null(RemedyBreaker.Verdict(same, new(), Evening));
        Assert.Null(RemedyBreaker.Verdict(old, new(), Evening));
    }

    private static IEnumerable<string> Codes(CommandScene scene, DeviceSight sight, DateTimeOffset now) =>
        CommandGuards.Check(Action, scene, sight, SiteCalendar.Korea, now).Select(r => r.Code);
}
