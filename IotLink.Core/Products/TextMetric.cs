namespace IotLink.Core.Products;

/// <summary>A metric of a JSON path or a CSV column.</summary>
/// <param name="Name">May have <c>{_index}</c> in it where a path finds several values.</param>
/// <param name="Shape">Scale, offset, round, clamp, absent and enum of it.</param>
public sealed record TextMetric(string Name, MetricKind Kind, FieldSpec Shape);

/// <summary>How JSON or CSV writes a time.</summary>
/// <param name="Pattern">.NET pattern; null: ISO 8601 or a number.</param>
/// <param name="InSeconds">Numbers are seconds since 1970, else milliseconds.</param>
/// <param name="UtcOffset">Of a time that names no offset itself.</param>
public sealed record TextTime(string? Pattern, bool InSeconds, TimeSpan UtcOffset)
{
    public static TextTime Default { get; } = new(null, false, TimeSpan.Zero);
}
