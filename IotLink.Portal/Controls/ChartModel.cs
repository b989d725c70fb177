using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Portal.Controls;

/// <summary>What a chart shows; no word of the drawing library in it.</summary>
/// <param name="Key">Names the curve. While it stays the same, only points newer than the last ones sent travel to the browser.</param>
/// <param name="Points">Ascending by time.</param>
/// <param name="GapAfter">A longer silence is drawn as a gap.</param>
public sealed record ChartModel(
    string Key,
    string Title,
    string? Unit,
    int? Decimals,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<SeriesPoint> Points,
    TimeSpan GapAfter,
    ChartLimit? Limit = null)
{
    /// <summary>Moments to mark with a line; they do not change while the key stays the same.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];
}

/// <summary>A moment with a short label.</summary>
public sealed record ChartMark(DateTimeOffset At, string Label, bool IsBad);

/// <summary>A dashed line with its label.</summary>
public sealed record ChartLimit(double Value, Severity Severity);
