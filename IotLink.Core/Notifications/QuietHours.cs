namespace IotLink.Core.Notifications;

/// <summary>When a person wants no messages, in local time. <paramref name="From"/> after <paramref name="To"/> goes over midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <returns>The moment from which this person may be told: <paramref name="now"/> outside the quiet hours, their end inside.</returns>
    public DateTimeOffset NextLoud(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (From == To || !time.IsBetween(From, To)) return now;
        var day = local.Date.AddDays(time < To ? 0 : 1);
        var end = DateTime.SpecifyKind(day + To.ToTimeSpan(), DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(end)) end = end.AddMinutes(1); // the clocks went forward over it
        return new(TimeZoneInfo.ConvertTimeToUtc(end, zone), TimeSpan.Zero);
    }
}
