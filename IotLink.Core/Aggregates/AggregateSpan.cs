namespace IotLink.Core.Aggregates;

/// <summary>How long a window is. Days and six hours begin by the clock of the business, which need not be UTC.</summary>
public enum AggregateSpan { Hour, SixHours, Day }
