using System.Globalization;
using IotLink.Core.Calendars;
using IotLink.Core.Tickets;
using IotLink.Core.Tickets.Sla;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Tickets;

/// <summary>Times are those of Seoul; 9 to 18 o'clock, Monday to Friday.</summary>
public sealed class SlaTests
{
    private static readonly SlaHours Hours = Field.Rules.HoursOf(new(default, default, default, AroundTheClock: false))!;

    [Theory]
    [InlineData("2026-11-23 10:00", 4, "", "2026-11-23 14:00")] // within a day
    [InlineData("2026-11-23 16:00", 4, "", "2026-11-24 11:00")] // over night
    [InlineData("2026-11-27 17:00", 2, "", "2026-11-30 10:00")] // over a weekend
    [InlineData("2026-11-28 12:00", 1, "", "2026-11-30 10:00")] // begins on a Saturday
    [InlineData("2026-11-23 03:00", 1, "", "2026-11-23 10:00")] // begins at night
    [InlineData("2026-11-23 18:00", 1, "", "2026-11-24 10:00")] // begins at closing time
    [InlineData("2026-12-24 17:00", 2, "", "2026-12-28 10:00")] // Christmas is a Friday
    [InlineData("2026-09-23 17:00", 2, "", "2026-09-28 10:00")] // Chuseok: Thursday to Saturday
    [InlineData("2026-11-23 10:00", 9, "", "2026-11-24 10:00")] // exactly a working day
    [InlineData("2026-11-23 10:00", 4, "11:00-13:00", "2026-11-23 16:00")] // a pause
    [InlineData("2026-11-23 10:00", 4, "17:00-17:30", "2026-11-23 14:00")] // a pause after it was due
    [InlineData("2026-11-23 16:00", 4, "17:00-20:00", "2026-11-24 12:00")] // a pause into the night counts as far as the day goes
    [InlineData("2026-11-23 10:00", 4, "10:00-11:00 12:00-13:00", "2026-11-23 16:00")] // two
    [InlineData("2026-11-23 10:00", 4, "08:00-11:00", "2026-11-23 15:00")] // began before
    [InlineData("2026-11-23 10:00", 4, "11:00-", null)] // still waiting
    [InlineData("2026-11-23 10:00", 1, "11:00-", "2026-11-23 11:00")] // was due when the pause began
    public void Promised_time_is_due(string from, int hours, string pauses, string? due) =>
        Assert.Equal(due is null ? null : At(due), SlaClock.Due(Hours, At(from), TimeSpan.FromHours(hours), Pauses(from, pauses)));

    [Theory]
    [InlineData("2026-11-23 16:00", "2026-11-24 11:00", "", 4)]
    [InlineData("2026-11-27 17:00", "2026-11-30 10:00", "", 2)]
    [InlineData("2026-11-23 10:00", "2026-11-23 16:00", "11:00-13:00", 4)]
    [InlineData("2026-11-23 10:00", "2026-11-23 16:00", "11:00-", 1)]
    [InlineData("2026-11-23 10:00", "2026-11-23 09:00", "", 0)]
    [InlineData("2026-11-28 10:00", "2026-11-29 10:00", "", 0)]
    public void Only_open_time_is_used(string from, string to, string pauses, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), SlaClock.Used(Hours, At(from), At(to), Pauses(from, pauses)));

    [Fact]
    public void Urgent_promises_count_around_the_clock() =>
        Assert.Equal(At("2026-11-28 04:00"), SlaClock.Due(null, At("2026-11-28 00:00"), TimeSpan.FromHours(4), []));

    [Fact]
    public void A_day_on_which_the_site_works_all_the_same_counts()
    {
        var own = SiteCalendar.Korea with { Working = new HashSet<DateOnly> { new(2026, 12, 25) }, Extra = new HashSet<DateOnly> { new(2026, 12, 24) } };
        Assert.Equal(At("2026-12-25 10:00"), SlaClock.Due(Hours with { Calendar = own }, At("2026-12-24 10:00"), TimeSpan.FromHours(1), []));
    }

    [Fact]
    public void Hours_that_are_never_open_are_due_never_and_end() =>
        Assert.Null(SlaClock.Due(Hours with { Days = [] }, At("2026-11-23 10:00"), TimeSpan.FromHours(1), []));

    [Fact]
    public void What_is_used_until_the_due_time_is_what_was_promised() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, 60 * 24 * 40], CsCheck.Gen.Int[1, 60 * 90], CsCheck.Gen.Int[0, 60 * 24 * 3], CsCheck.Gen.Int[1, 60 * 24 * 3]),
        (start, promised, pauseAfter, pauseLength) =>
        {
            var from = At("2026-09-01 00:00").AddMinutes(start);
            Pause[] pauses = [new(from.AddMinutes(pauseAfter), from.AddMinutes(pauseAfter + pauseLength), PauseReason.Part, TicketState.OnSite)];
            var due = SlaClock.Due(Hours, from, TimeSpan.FromMinutes(promised), pauses)!.Value;
            return SlaClock.Used(Hours, from, due, pauses) == TimeSpan.FromMinutes(promised)
                && SlaClock.Used(Hours, from, due.AddMinutes(-1), pauses) == TimeSpan.FromMinutes(promised - 1);
        });

    [Fact]
    public void A_ticket_tells_how_it_stands_with_each_promise()
    {
        var ticket = Field.Ticket().Then(new TicketStep.Assign(Field.Visit()), Field.Ten.AddMinutes(90)); // promised within an hour
        var readings = SlaReading.Of(ticket, Field.Rules, Field.Ten.AddHours(2));
        Assert.Equal([SlaState.Late, SlaState.Running, SlaState.Running], readings.Select(r => r.State));
        Assert.Equal([TimeSpan.FromMinutes(-30), TimeSpan.FromHours(6), TimeSpan.FromHours(14)], readings.Select(r => r.Left));
        Assert.Equal(readings[1].Due, ticket.DueAt);
    }

    [Fact]
    public void While_a_ticket_waits_nothing_is_due_and_no_time_is_lost()
    {
        var paused = Field.Ticket().Then(new TicketStep.Assign(Field.Visit()), Field.Ten).Then(new TicketStep.Pause(PauseReason.Part), Field.Ten.AddHours(1));
        Assert.Null(paused.DueAt);
        var later = SlaReading.Of(paused, Field.Rules, Field.Ten.AddDays(10))[2];
        Assert.Equal((SlaState.Paused, TimeSpan.FromHours(15)), (later.State, later.Left));
        Assert.NotNull(paused.Then(new TicketStep.Resume(), Field.Ten.AddHours(3)).DueAt);
    }

    private static DateTimeOffset At(string text) =>
        new DateTimeOffset(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(9)).ToUniversalTime();

    /// <summary>On the day of the beginning, <c>from-to</c>, an open one without the end.</summary>
    private static Pause[] Pauses(string from, string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('-'))
            .Select(p => new Pause(At($"{from[..10]} {p[0]}"), p[1].Length == 0 ? null : At($"{from[..10]} {p[1]}"), PauseReason.Part, TicketState.OnSite)),
    ];
}
