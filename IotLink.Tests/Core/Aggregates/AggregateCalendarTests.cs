using IotLink.Core.Aggregates;

namespace IotLink.Tests.Core.Aggregates;

public sealed class AggregateCalendarTests
{
    [Fact]
    public void A_day_in_Seoul_begins_at_three_in_the_afternoon_of_the_day_before_in_utc()
    {
        var at = DateTimeOffset.Parse("2026-11-23T15:30:00Z", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(new DateOnly(2026, 11, 24), AggregateCalendar.Korea.DayOf(at));
        Assert.Equal("2026-11-23T15:00", Text(AggregateCalendar.Korea.StartOf(AggregateSpan.Day, at)));
        Assert.Equal("2026-11-24T15:00", Text(AggregateCalendar.Korea.EndOf(AggregateSpan.Day, AggregateCalendar.Korea.StartOf(AggregateSpan.Day, at))));
        Assert.Equal("2026-11-23T15:00", Text(AggregateCalendar.Korea.StartOf(AggregateSpan.SixHours, at)));
        Assert.Equal("2026-11-23T21:00", Text(AggregateCalendar.Korea.StartOf(AggregateSpan.SixHours, at.AddHours(6))));
    }

    [Theory]
    [InlineData("Asia/Seoul")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Sao_Paulo")]
    public void Windows_follow_each_other_without_gap_and_hours_lie_within_their_day(string zone)
    {
        var calendar = new AggregateCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var at = new DateTimeOffset(2026, 1, 1, 0, 10, 0, TimeSpan.Zero);
        for (var i = 0; i < 366 * 24; i++, at = at.AddHours(1))
        {
            foreach (var span in AggregateCalendar.Spans)
            {
                var start = calendar.StartOf(span, at);
                Assert.InRange(at, start, calendar.EndOf(span, start).AddTicks(-1));
                Assert.Equal(start, calendar.StartOf(span, start));
                Assert.Equal(start, calendar.StartOf(span, calendar.StartOf(AggregateSpan.Hour, at)));
            }
        }
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
