using IotLink.Core.Devices;

namespace IotLink.Core.Aggregates;

/// <summary>Which aggregate it is.</summary>
/// <param name="Device">null: the product's total, of all its devices.</param>
/// <param name="Start">UTC.</param>
public readonly record struct AggregateKey(AggregateSpan Span, ProductId Product, DeviceId? Device, DateTimeOffset Start);
