using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Rules.Watches;

/// <summary>One reading as a watch sees it.</summary>
/// <param name="Arrival">When it came, on the clock that timers run on; Unix milliseconds.</param>
internal readonly record struct RuleMoment(Reading Reading, Device Device, long Arrival, PeerGroups Peers)
{
    /// <summary>Event time, Unix milliseconds.</summary>
    public long Time { get; } = Reading.EventTime.ToUnixTimeMilliseconds();

    public ReadOnlySpan<double> Numbers => Reading.Metrics.Numbers;

    /// <summary>What must lie between two readings for them to count as two periods, in milliseconds; the rest of a period is for jitter.</summary>
    public double TwoPeriods => Device.ReportingPeriod.TotalMilliseconds * 0.8;

    public bool IsLate => (Reading.Marks & ReadingMarks.Late) != 0;

    /// <summary>The expression with this reading's numbers put in.</summary>
    public string Shows(CompiledExpression expression)
    {
        var metrics = Reading.Metrics;
        return expression.WithValues(slot => metrics.KindOf(slot) switch
        {
            MetricKind.Number => ExpressionPrinter.Number(metrics.NumberAt(slot)),
            MetricKind.Boolean => metrics.NumberAt(slot) == 1 ? "true" : "false",
            _ => null,
        });
    }
}
