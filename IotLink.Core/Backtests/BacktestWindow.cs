using IotLink.Core.Calendars;
using IotLink.Core.Devices;

namespace IotLink.Core.Backtests;

/// <summary>Which alarms of the past are counted.</summary>
/// <param name="Devices">null for all.</param>
internal sealed record BacktestWindow(DateTimeOffset From, IReadOnlySet<DeviceId>? Devices, SiteCalendar Calendar)
{
    public bool Counts(DeviceId device) => Devices is null || Devices.Contains(device);

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Calendar.Local(at));

    public IEnumerable<DateOnly> Days(DateTimeOffset until)
    {
        for (var (day, last) = (DayOf(From), DayOf(until.AddTicks(-1))); day <= last; day = day.AddDays(1)) yield return day;
    }
}
