using System.Globalization;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Localization;

/// <summary>Now, and any instant as people of the site read it: their zone, a 24-hour clock, the reader's language.</summary>
public sealed class SiteClock(TimeProvider time, IOptions<SiteOptions> options)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public TimeZoneInfo Zone => _zone;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Empty in Korean time; elsewhere the offset, because a bare time would be taken for Korean.</summary>
    public string ZoneLabel => _zone.Id == SiteOptions.Korea ? "" : Local(Now).ToString("'UTC'zzz", CultureInfo.InvariantCulture);

    public int OffsetMinutes(DateTimeOffset at) => (int)_zone.GetUtcOffset(at).TotalMinutes;

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);

    /// <summary>14:03:21</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>14:03:21.184</summary>
    public string MachineTime(DateTimeOffset at) => Local(at).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>2026-11-23 (Mon) 14:03:21 in Korean order; Mon 23 Nov 2026, 14:03:21 in English.</summary>
    public string DateTime(DateTimeOffset at)
    {
        var culture = CultureInfo.CurrentCulture;
        var pattern = culture.TwoLetterISOLanguageName == "ko" ? "yyyy-MM-dd (ddd) HH:mm:ss" : "ddd d MMM yyyy, HH:mm:ss";
        return Local(at).ToString(pattern, culture) + (ZoneLabel is { Length: > 0 } zone ? " " + zone : "");
    }

    public TimeSpan Age(DateTimeOffset at) => Now > at ? Now - at : TimeSpan.Zero;
}
