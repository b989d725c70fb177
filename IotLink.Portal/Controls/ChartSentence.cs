using IotLink.Core.Telemetry;
using IotLink.Portal.Localization;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Controls;

/// <summary>A curve in one sentence, for those who hear it: range, where it stands, and when it broke its limit.</summary>
public static class ChartSentence
{
    public static string Of(ChartModel chart, IStringLocalizer<IlChart> texts, SiteClock clock)
    {
        if (chart.Points.Count == 0) return $"{chart.Title}: {texts["Empty"]}";
        var unit = Numbers.UnitSign(chart.Unit ?? "");
        var low = Number(chart, chart.Points.Min(p => p.Value));
        var high = Number(chart, chart.Points.Max(p => p.Value));
        return FirstOver(chart) is { } first
            ? texts["SentenceOver", chart.Title, low, high, unit, Number(chart, chart.Limit!.Value), clock.Time(first.Time)]
            : texts["Sentence", chart.Title, low, high, unit, Number(chart, chart.Points[^1].Value)];
    }

    private static SeriesPoint? FirstOver(ChartModel chart) =>
        chart.Limit is null ? null : chart.Points.Cast<SeriesPoint?>().FirstOrDefault(p => p!.Value.Value > chart.Limit.Value);

    private static string Number(ChartModel chart, double value) => Numbers.Measure(value, chart.Decimals);
}
