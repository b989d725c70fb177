namespace IotLink.Core.Products;

/// <summary>How a product's own JSON becomes readings, by paths.</summary>
/// <param name="Each">Finds the values that are a reading each; null: the whole message is one.</param>
/// <param name="Device">Whose reading it is; null: the sender's.</param>
/// <param name="Time">The reading's time.</param>
public sealed record JsonSpec(JsonPath? Each, JsonPath? Device, JsonPath? Time, TextTime TimeForm, IReadOnlyList<JsonMetric> Metrics);

public sealed record JsonMetric(JsonPath Path, TextMetric Metric);
