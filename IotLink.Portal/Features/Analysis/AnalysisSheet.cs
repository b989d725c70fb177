using IotLink.Core.Aggregates;
using IotLink.Core.CustomerDays;
using IotLink.Core.Devices;
using IotLink.Core.Expressions;

namespace IotLink.Portal.Features.Analysis;

/// <summary>A range of customers' days, put together: exact, since aggregates merge.</summary>
public sealed class AnalysisSheet
{
    public AnalysisSheet(IReadOnlyList<CustomerDay> days, IReadOnlyList<AnalysisValue> values)
    {
        Products = [.. days.Select(d => d.Product).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal)];
        Metrics =
        [
            .. from day in days
               from metric in day.Metrics
               group (day, metric.Value) by (day.Customer, day.Product, metric.Key) into same
               orderby same.Key.Customer.Value, same.Key.Product.Value, same.Key.Key
               select new MetricLine(same.Key.Customer, same.Key.Product, same.Key.Key, same.Count(), same.Max(s => s.day.Devices), Together(same.Select(s => s.Value))),
        ];
        Values =
        [
            .. from value in values
               where value.Device is null
               group value by (value.Customer, value.Product, value.Metric) into same
               orderby same.Key.Customer.Value, same.Key.Product.Value, same.Key.Metric
               select new ValueLine(same.Key.Customer, same.Key.Product, same.Key.Metric, same.Last().Unit, [.. same.Select(v => v.Value)]),
        ];
    }

    public IReadOnlyList<ProductId> Products { get; }

    public IReadOnlyList<MetricLine> Metrics { get; }

    public IReadOnlyList<ValueLine> Values { get; }

    public bool IsEmpty => Metrics.Count == 0;

    private static MetricAggregate Together(IEnumerable<MetricAggregate> days)
    {
        var whole = new MetricAggregate();
        foreach (var day in days) whole.Add(day);
        return whole;
    }
}

/// <param name="Days">Days with values.</param>
/// <param name="Devices">On the day with the most.</param>
public sealed record MetricLine(CustomerId Customer, ProductId Product, string Metric, int Days, int Devices, MetricAggregate Values)
{
    public static IReadOnlyList<Statistic> Shown { get; } = [Statistic.Count, Statistic.Mean, Statistic.StdDev, Statistic.Min, Statistic.P50, Statistic.P95, Statistic.Max];
}

/// <param name="Values">By day, oldest first.</param>
public sealed record ValueLine(CustomerId Customer, ProductId Product, string Metric, string? Unit, IReadOnlyList<double> Values);
