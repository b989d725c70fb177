using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Dispatch;
using IotLink.Core.Tickets;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Dispatch;

public sealed class AssignmentTests
{
    private static readonly DispatchOptions Options = new();
    private static readonly Job Job = new(new(9), "prod-a", ["FAN-204"], Plant.SiteA.Id, "경기도", Field.Hwaseong, TimeSpan.FromHours(1), Field.Ten.AddHours(7));

    [Fact]
    public void Haversine_is_right_between_Seoul_and_Busan() =>
        Assert.Equal(325, new GeoPoint(37.5665, 126.9780).KilometresTo(Field.Busan), 1.0);

    [Fact]
    public void The_near_one_with_skill_and_part_comes_first_and_says_why()
    {
        var ranked = Rank(Days("far", Field.Daejeon, part: "FAN-204"), Days("unskilled", skill: "prod-b"), Days("best", part: "FAN-204"));
        Assert.Equal(["best", "far", "unskilled"], ranked.Select(c => c.Technician.Id.Value));
        Assert.Equal(
            [(MatchWord.HasSkill, 40), (MatchWord.InTime, 30), (MatchWord.Arrival, 27), (MatchWord.HasParts, 20)], ranked[0].Reasons.Select(r => (r.Word, r.Points)));
        Assert.Equal(117, ranked[0].Score);
        Assert.Contains(ranked[2].Reasons, r => r is { Word: MatchWord.LacksSkill, Points: -40 });
        Assert.Contains(ranked[2].Reasons, r => r is { Word: MatchWord.LacksPart, Points: -20 });
    }

    [Fact]
    public void The_earliest_visit_is_after_the_way_and_never_over_the_break()
    {
        var best = Assert.Single(Rank(Days("t")));
        Assert.Equal((Field.Ten.AddMinutes(45), 45), (best.Visit!.From, best.Visit.TravelMinutes)); // about 26 km by road
        var late = Assignment.Rank(Job, [Days("t")], SiteCalendar.Korea, Options, Field.Ten.AddMinutes(30))[0].Visit!;
        Assert.Equal(Field.Ten.AddHours(3).AddMinutes(45), late.From); // 10:30 + 45 min + 1 h is 12:15: after lunch
    }

    [Fact]
    public void The_way_begins_at_the_visit_before()
    {
        var who = Days("t") with { Bookings = [Booked(1, Field.Ten, Field.Daejeon)] };
        var visit = Rank(who)[0];
        Assert.InRange(visit.Kilometres!.Value, 120, 200);
    }

    [Fact]
    public void What_is_given_away_is_passed_over_and_counts_as_load()
    {
        var free = Rank(Days("t"))[0];
        var busy = Rank(Days("t") with { Bookings = [Booked(1, Field.Ten.AddMinutes(30), Field.Hwaseong)] })[0];
        Assert.True(busy.Visit!.Leaves >= Field.Ten.AddMinutes(90));
        Assert.True(busy.Score < free.Score);
        Assert.Contains(busy.Reasons, r => r.Word == MatchWord.Load);
    }

    [Fact]
    public void Leave_weekends_and_holidays_are_no_time()
    {
        var away = Days("t") with { Technician = Days("t").Technician with { Leaves = [new(new(2026, 11, 23), new(2026, 11, 24), "연차")] } };
        Assert.Equal(new DateOnly(2026, 11, 25), DateOnly.FromDateTime(SiteCalendar.Korea.Local(Rank(away)[0].Visit!.From)));
        var christmas = new DateTimeOffset(2026, 12, 25, 1, 0, 0, TimeSpan.Zero);
        var next = Assignment.Rank(Job, [Days("t")], SiteCalendar.Korea, Options, christmas)[0].Visit!;
        Assert.Equal(new DateOnly(2026, 12, 28), DateOnly.FromDateTime(SiteCalendar.Korea.Local(next.From)));
    }

    [Fact]
    public void Who_has_no_time_is_last_and_says_so()
    {
        var away = Days("away", part: "FAN-204") with { Technician = Days("away").Technician with { Leaves = [new(new(2026, 11, 1), new(2026, 12, 31), "휴직")] } };
        var last = Rank(away, Days("poor", skill: null))[^1];
        Assert.Equal(("away", false), (last.Technician.Id.Value, last.IsPossible));
        Assert.Contains(last.Reasons, r => r.Word == MatchWord.NoTime);
    }

    [Fact]
    public void Who_has_left_is_no_choice() => Assert.Empty(Rank(Days("t") with { Technician = Days("t").Technician with { IsActive = false } }));

    [Theory]
    [InlineData("2026-11-23 11:00", "")]
    [InlineData("2026-11-23 12:30", "Break")]
    [InlineData("2026-11-23 17:30", "OutsideShift AfterPromise")]
    [InlineData("2026-11-23 09:00", "Past OutsideShift")]
    [InlineData("2026-11-28 11:00", "DayOff AfterPromise")]
    [InlineData("2026-11-24 11:00", "AfterPromise")]
    [InlineData("2026-11-23 15:00", "Overlap")]
    public void A_time_chosen_by_hand_meets_these_objections(string local, string objections)
    {
        var from = new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(9)).ToUniversalTime();
        var who = Days("t", part: "FAN-204") with { Bookings = [Booked(1, Field.Ten.AddHours(5), Field.Suwon)] };
        Assert.Equal(objections.Split(' ', StringSplitOptions.RemoveEmptyEntries), Check(who, from).Select(o => o.Word.ToString()));
    }

    [Fact]
    public void Lacking_skill_and_parts_are_objections_that_can_be_overridden()
    {
        var found = Check(Days("t", skill: "prod-b"), Field.Ten.AddHours(1));
        Assert.Equal([(ObjectionWord.LacksSkill, "prod-a"), (ObjectionWord.LacksPart, "FAN-204")], found.Select(o => (o.Word, o.Values[0])));
        Assert.All(found, o => Assert.False(o.IsFinal));
    }

    private static IReadOnlyList<Objection> Check(Workdays who, DateTimeOffset from) =>
        Assignment.Check(Job, who, new(who.Technician.Id, who.Technician.Name, from, from + Job.Work, 15), SiteCalendar.Korea, Field.Ten);

    private static IReadOnlyList<Candidate> Rank(params IReadOnlyList<Workdays> crew) => Assignment.Rank(Job, crew, SiteCalendar.Korea, Options, Field.Ten);

    private static Workdays Days(string id, GeoPoint? home = null, string? skill = "prod-a", string? part = null) =>
        new(Field.Technician(id, home, skill, part), [], new HashSet<SiteId>());

    private static Booking Booked(int no, DateTimeOffset from, GeoPoint place) => new(new(no), "다른 일", Field.Visit(from, "t", travel: 0), place, TicketState.Accepted);
}
