namespace IotLink.Core.Aggregates;

/// <summary>What hours add to the longer windows and to the totals of their products.</summary>
public static class RollUp
{
    /// <param name="hours">Of devices.</param>
    /// <returns>The hours and everything they are part of.</returns>
    public static IReadOnlyList<AggregateDocument> Of(IReadOnlyList<AggregateDocument> hours, AggregateCalendar calendar)
    {
        var all = new Dictionary<AggregateKey, AggregateDocument>();
        foreach (var hour in hours)
        {
            foreach (var span in AggregateCalendar.Spans)
            {
                var start = calendar.StartOf(span, hour.Key.Start);
                OfOrNew(hour.Key with { Span = span, Start = start }).Add(hour);
                OfOrNew(hour.Key with { Span = span, Start = start, Device = null }).Add(hour);
            }
        }

        return [.. all.Values];

        AggregateDocument OfOrNew(AggregateKey key)
        {
            if (all.TryGetValue(key, out var known)) return known;
            return all[key] = new(key);
        }
    }
}
