using IotLink.Core.Devices;
using IotLink.Core.Tickets;

namespace IotLink.Core.Dispatch;

/// <summary>How long a way takes: the straight line, times a factor, at a mean speed; in whole quarters of an hour. An estimate, and called so.</summary>
public static class Ways
{
    public static double? Kilometres(GeoPoint? from, GeoPoint? to, DispatchOptions options) =>
        from is { } a && to is { } b ? a.KilometresTo(b) * options.RoadFactor : null;

    public static TimeSpan Time(double? kilometres, DispatchOptions options)
    {
        var time = kilometres is { } km ? TimeSpan.FromHours(km / options.KilometresPerHour) : options.UnknownWay;
        return QuarterHours.Up(time > options.ShortestWay ? time : options.ShortestWay);
    }
}
