namespace IotLink.Core.Expressions;

/// <summary>Which number of an aggregate a name means: <c>tempC.p95</c>.</summary>
public enum Statistic { Mean, Min, Max, Sum, Count, Last, StdDev, P50, P95, P99 }
