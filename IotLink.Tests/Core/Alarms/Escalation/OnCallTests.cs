using System.Globalization;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Calendars;
using IotLink.Core.Rules;
using static IotLink.Tests.Support.Paging;

namespace IotLink.Tests.Core.Alarms.Escalation;

public sealed class OnCallTests
{
    private static readonly OnCallCalendar Weekly = new()
    {
        Id = "c",
        Name = "야간",
        Rotations =
        [
            new(["hol"], new(2026, 1, 1), 1, new(9, 0), RotationDays.FreeDays),
            new(["kim", "lee", "park"], new(2026, 11, 2), 7, new(9, 0)), // a Monday
        ],
    };

    [Theory]
    [InlineData("2026-11-02T09:00", "kim")]
    [InlineData("2026-11-06T23:00", "kim")]
    [InlineData("2026-11-07T10:00", "hol")] // Saturday
    [InlineData("2026-11-07T08:59", "kim")] // Friday's shift ends at nine
    [InlineData("2026-11-09T08:59", "hol")] // Sunday's shift
    [InlineData("2026-11-09T09:00", "lee")]
    [InlineData("2026-11-16T12:00", "park")]
    [InlineData("2026-11-23T12:00", "kim")]
    [InlineData("2026-12-25T12:00", "hol")] // Christmas, a Friday
    public void Turns_hand_over_at_their_time_and_holidays_have_their_own(string at, string person) =>
        Assert.Equal(person, Weekly.OnCallAt(At(at), SiteCalendar.Korea.IsHoliday));

    [Fact]
    public void A_swap_goes_before_the_rotation_and_a_later_swap_before_an_earlier()
    {
        var swapped = Weekly with { Swaps = [new(At("2026-11-03T09:00"), At("2026-11-05T09:00"), "lee", "kim"), new(At("2026-11-04T09:00"), At("2026-11-04T12:00"), "park", "lee")] };

        Assert.Equal("lee", swapped.OnCallAt(At("2026-11-03T09:00"), _ => false));
        Assert.Equal("park", swapped.OnCallAt(At("2026-11-04T11:59"), _ => false));
        Assert.Equal("lee", swapped.OnCallAt(At("2026-11-04T12:00"), _ => false));
        Assert.Equal("kim", swapped.OnCallAt(At("2026-11-05T09:00"), _ => false));
    }

    [Fact]
    public void Before_the_first_turn_there_is_a_gap() => Assert.Null((Weekly with { Rotations = [Weekly.Rotations[1]] }).OnCallAt(At("2026-11-01T12:00"), _ => false));

    [Theory]
    [InlineData("2026-11-23T10:00", WhenHours.BusinessHours, true)]
    [InlineData("2026-11-23T18:00", WhenHours.BusinessHours, false)]
    [InlineData("2026-11-23T18:00", WhenHours.OutsideBusinessHours, true)]
    [InlineData("2026-11-22T10:00", WhenHours.BusinessHours, false)] // Sunday
    [InlineData("2026-12-25T10:00", WhenHours.OutsideBusinessHours, true)]
    [InlineData("2026-12-25T10:00", WhenHours.Always, true)]
    public void The_time_of_day_chooses_the_policy(string at, WhenHours when, bool fits)
    {
        var policy = Policy(Step(0, To("kim"))) with { Match = new() { When = when } };
        Assert.Equal(fits, Scene([policy]).Choose(Alarm(), new DateTimeOffset(At(at), TimeSpan.FromHours(9))) is not null);
    }

    [Fact]
    public void Class_product_and_customer_choose_the_policy_and_the_first_that_fits_is_taken()
    {
        var (any, other) = (Policy(Step(0, To("kim"))) with { Id = "any" }, Policy(Step(0, To("kim"))));
        EscalationPolicy[] policies =
        [
            other with { Id = "monitor", Match = new() { Classes = [AlarmClass.Monitoring] } },
            other with { Id = "product", Match = new() { Products = ["prod-x"] } },
            other with { Id = "customer", Match = new() { Customers = ["cust-b"] } },
            other with { Id = "all three", Match = new() { Classes = [AlarmClass.Immediate], Products = ["prod-a"], Customers = ["cust-a"] } },
            any,
        ];
        Assert.Equal("all three", Scene(policies).Choose(Alarm(), Start)!.Id);
        Assert.Equal("any", Scene([.. policies.Where(p => p.Id != "all three")]).Choose(Alarm(), Start)!.Id);
        Assert.Equal("monitor", Scene(policies).Choose(Alarm(Severity.Medium), Start)!.Id);
    }

    private static DateTime At(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
