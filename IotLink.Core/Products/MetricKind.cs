namespace IotLink.Core.Products;

/// <summary>What a metric's value is in one reading.</summary>
public enum MetricKind : byte { Absent, Number, Boolean, Text }
