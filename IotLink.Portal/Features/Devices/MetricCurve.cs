using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;

namespace IotLink.Portal.Features.Devices;

/// <summary>One metric of one device over a time that may go on: what is on the screen, and the points that have come since.</summary>
public sealed class MetricCurve(DeviceId device, MetricSpec metric, TimeSpan period, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<SeriesPoint> points)
{
    /// <summary>How many silent periods make a gap in the line.</summary>
    private const int GapPeriods = 3;

    private const int MaxPoints = 5_000;

    private readonly TimeSpan _span = to - from;
    private readonly List<SeriesPoint> _points = [.. points];

    public DeviceId Device => device;

    public MetricSpec Metric => metric;

    public DateTimeOffset To { get; private set; } = to;

    /// <summary>Where to look for newer points.</summary>
    public DateTimeOffset Through => _points.Count > 0 ? _points[^1].Time : from;

    /// <returns>Whether anything was newer than what is there.</returns>
    public bool Append(IReadOnlyList<SeriesPoint> newer, DateTimeOffset now)
    {
        var through = Through;
        var before = _points.Count;
        _points.AddRange(newer.Where(p => p.Time > through));
        if (_points.Count == before) return false;
        To = now;
        var old = Math.Max(_points.FindIndex(p => p.Time >= To - _span), _points.Count - MaxPoints);
        if (old > 0) _points.RemoveRange(0, old);
        return true;
    }

    public ChartModel ToChart(ChartLimit? limit = null) => new(
        $"{device}/{metric.Name}/{from.UtcTicks}/{limit?.Value}", metric.Name, metric.Unit, metric.Decimals, To - _span, To, [.. _points], GapPeriods * period, limit);
}
