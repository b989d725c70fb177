using IotLink.Core.Calendars;

namespace IotLink.Ingest.Delivery;

/// <summary>Section <c>Site</c>, as far as it decides what day it is.</summary>
internal sealed class SiteSettings
{
    public const string Section = "Site";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; set; } = "Asia/Seoul";

    /// <summary>Holidays that follow from no rule: elections, temporary ones.</summary>
    public DateOnly[] Holidays { get; set; } = [];

    /// <exception cref="InvalidOperationException">There is no such zone.</exception>
    public SiteCalendar ToCalendar() => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone)
        ? new(zone, Holidays.ToHashSet())
        : throw new InvalidOperationException($"{Section}:TimeZone must be an IANA time zone, like Asia/Seoul (was {TimeZone})");
}
