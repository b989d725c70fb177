namespace IotLink.Core.Products;

/// <summary>One entry of a product's metric dictionary: what a person may expect to see.</summary>
/// <param name="Name">With <c>{...}</c> where the name is built from a value.</param>
/// <param name="Decimals">Digits after the point worth showing; null when unknown.</param>
public sealed record MetricSpec(string Name, string? Unit, MetricKind Kind, int? Decimals, string? Doc);
