namespace IotLink.Core.Tickets;

/// <summary>
/// A technician's time is given out in quarters of an hour, each to one ticket: so that two visits at once are impossible, not unlikely.
/// </summary>
public static class QuarterHours
{
    public static readonly TimeSpan One = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestVisit = TimeSpan.FromHours(24);

    /// <summary>The quarters a visit takes, the way included.</summary>
    public static IEnumerable<long> Of(Visit visit)
    {
        for (var at = visit.Leaves.UtcTicks / One.Ticks; at * One.Ticks < visit.To.UtcTicks; at++) yield return at;
    }

    public static bool AreWhole(Visit visit) =>
        visit.From < visit.To && visit.TravelMinutes >= 0 && visit.To - visit.Leaves <= LongestVisit && IsWhole(visit.From) && IsWhole(visit.To) && visit.TravelMinutes % 15 == 0;

    public static bool IsWhole(DateTimeOffset at) => at.UtcTicks % One.Ticks == 0;

    /// <summary>The next whole quarter, or this one.</summary>
    public static DateTimeOffset Up(DateTimeOffset at) => new((at.UtcTicks + One.Ticks - 1) / One.Ticks * One.Ticks, TimeSpan.Zero);

    public static TimeSpan Up(TimeSpan length) => new((length.Ticks + One.Ticks - 1) / One.Ticks * One.Ticks);
}
