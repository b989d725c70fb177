using IotLink.Core.Trends;

namespace IotLink.Portal.Controls;

/// <summary>Curves side by side; no word of the drawing library in it.</summary>
/// <param name="Key">Names what is drawn: while it stays the same nothing is drawn anew.</param>
/// <param name="Curves">Of one unit.</param>
public sealed record TrendChart(string Key, string Title, string? Unit, int? Decimals, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TrendCurve> Curves);

/// <param name="Points">Ascending by time.</param>
/// <param name="IsExpected">Drawn dashed: what was not measured.</param>
public sealed record TrendCurve(string Name, IReadOnlyList<TrendPoint> Points, bool IsExpected = false);

/// <summary>A part of the time that somebody drew a frame around.</summary>
public readonly record struct TrendRange(DateTimeOffset From, DateTimeOffset To);
