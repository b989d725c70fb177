using IotLink.Core.CustomerDays;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AnalysisValueEntity
{
    public DateOnly Day { get; set; }

    public required string CustomerId { get; set; }

    public required string ProductId { get; set; }

    /// <summary>Empty for the customer as a whole.</summary>
    public required string DeviceId { get; set; }

    public required string Metric { get; set; }

    public required string Formula { get; set; }

    public int FormulaVersion { get; set; }

    public double Value { get; set; }

    public string? Unit { get; set; }

    public static AnalysisValueEntity Of(AnalysisValue value) => new()
    {
        Day = value.Day,
        CustomerId = value.Customer.Value,
        ProductId = value.Product.Value,
        DeviceId = value.Device?.Value ?? "",
        Metric = value.Metric,
        Formula = value.Formula,
        FormulaVersion = value.Version,
        Value = value.Value,
        Unit = value.Unit,
    };

    public AnalysisValue ToValue() => new(
        Day,
        Devices.CustomerId.Parse(CustomerId, null),
        Devices.ProductId.Parse(ProductId, null),
        DeviceId.Length == 0 ? null : Devices.DeviceId.Parse(DeviceId, null),
        Metric,
        Formula,
        FormulaVersion,
        Value,
        Unit);
}

/// <summary>From what a day was made.</summary>
internal sealed class CustomerDayMarkEntity
{
    public DateOnly Day { get; set; }

    public long Revision { get; set; }

    public required string Formulas { get; set; }

    public DateTimeOffset MadeAt { get; set; }
}
