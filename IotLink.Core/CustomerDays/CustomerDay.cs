using IotLink.Core.Aggregates;
using IotLink.Core.Devices;

namespace IotLink.Core.CustomerDays;

/// <summary>What one customer's devices of one product did on one day of the business.</summary>
/// <param name="Devices">How many of them reported.</param>
/// <param name="Metrics">By name.</param>
public sealed record CustomerDay(
    DateOnly Day, CustomerId Customer, ProductId Product, int Devices, IReadOnlyDictionary<string, MetricAggregate> Metrics);

/// <summary>What a formula makes of a day.</summary>
/// <param name="Device">null: of the customer as a whole.</param>
/// <param name="Version">Of the formula's document.</param>
public sealed record AnalysisValue(
    DateOnly Day, CustomerId Customer, ProductId Product, DeviceId? Device, string Metric, string Formula, int Version, double Value, string? Unit);

/// <summary>One day, whole.</summary>
/// <param name="Revision">Of the aggregates it was made from.</param>
/// <param name="Formulas">Names the formulas it was made with.</param>
public sealed record CustomerDayResult(
    DateOnly Day, long Revision, string Formulas, IReadOnlyList<CustomerDay> Days, IReadOnlyList<AnalysisValue> Values);

/// <summary>From what a day was made.</summary>
public sealed record CustomerDayMark(DateOnly Day, long Revision, string Formulas, DateTimeOffset MadeAt);
