using IotLink.Core.Aggregates;
using IotLink.Core.CustomerDays;
using IotLink.Core.Expressions;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>One metric of a customer's product on a day. The numbers are there for whoever asks by SQL; <see cref="Body"/> can be merged.</summary>
internal sealed class CustomerDayEntity
{
    public DateOnly Day { get; set; }

    public required string CustomerId { get; set; }

    public required string ProductId { get; set; }

    public required string Metric { get; set; }

    public int Devices { get; set; }

    public long Count { get; set; }

    public double Sum { get; set; }

    public double Min { get; set; }

    public double Max { get; set; }

    public double Mean { get; set; }

    public double StdDev { get; set; }

    public double P50 { get; set; }

    public double P95 { get; set; }

    public double P99 { get; set; }

    public double Last { get; set; }

    /// <summary>See <see cref="AggregateCodec"/>.</summary>
    public required byte[] Body { get; set; }

    public static void Describe(ModelBuilder model)
    {
        model.Entity<CustomerDayEntity>(day =>
        {
            day.ToTable("customer_days").HasKey(d => new { d.Day, d.CustomerId, d.ProductId, d.Metric });
            day.HasIndex(d => new { d.CustomerId, d.ProductId, d.Day });
        });
        model.Entity<AnalysisValueEntity>(value =>
        {
            value.ToTable("analysis_values").HasKey(v => new { v.Day, v.CustomerId, v.ProductId, v.DeviceId, v.Metric });
            value.HasIndex(v => new { v.CustomerId, v.ProductId, v.Day });
        });
        model.Entity<CustomerDayMarkEntity>().ToTable("customer_day_marks").HasKey(m => m.Day);
    }

    public static IEnumerable<CustomerDayEntity> Of(CustomerDay day) => day.Metrics.Where(m => m.Value.Count > 0).Select(m =>
    {
        var single = new AggregateDocument(new(AggregateSpan.Day, day.Product, null, default));
        single.OfOrNew(m.Key).Add(m.Value);
        return new CustomerDayEntity
        {
            Day = day.Day,
            CustomerId = day.Customer.Value,
            ProductId = day.Product.Value,
            Metric = m.Key,
            Devices = day.Devices,
            Count = m.Value.Count,
            Sum = m.Value.Sum,
            Min = m.Value.Min,
            Max = m.Value.Max,
            Mean = m.Value.Mean,
            StdDev = m.Value.StandardDeviation,
            P50 = m.Value.Of(Statistic.P50),
            P95 = m.Value.Of(Statistic.P95),
            P99 = m.Value.Of(Statistic.P99),
            Last = m.Value.Last,
            Body = AggregateCodec.Write(single),
        };
    });

    /// <param name="metrics">Of one day, customer and product.</param>
    public static CustomerDay ToDay(IReadOnlyList<CustomerDayEntity> metrics)
    {
        var (first, all) = (metrics[0], new AggregateDocument(new(AggregateSpan.Day, IotLink.Core.Devices.ProductId.Parse(metrics[0].ProductId, null), null, default)));
        foreach (var metric in metrics) AggregateCodec.Read(metric.Body, all);
        return new(first.Day, IotLink.Core.Devices.CustomerId.Parse(first.CustomerId, null), all.Key.Product, first.Devices, all.Metrics);
    }
}
