namespace IotLink.Core.Aggregates;

/// <summary>The metrics of one device, or of a whole product, in one window.</summary>
public sealed class AggregateDocument(AggregateKey key)
{
    private readonly SortedDictionary<string, MetricAggregate> _metrics = new(StringComparer.Ordinal);

    public AggregateKey Key { get; } = key;

    public IReadOnlyDictionary<string, MetricAggregate> Metrics => _metrics;

    public MetricAggregate? Of(string metric) => _metrics.GetValueOrDefault(metric);

    public MetricAggregate OfOrNew(string metric)
    {
        if (_metrics.TryGetValue(metric, out var known)) return known;
        return _metrics[metric] = new();
    }

    /// <summary>Merges an aggregate that nobody else has.</summary>
    internal void Take(string metric, MetricAggregate aggregate)
    {
        if (!_metrics.TryAdd(metric, aggregate)) _metrics[metric].Add(aggregate);
    }

    public void Add(AggregateDocument other)
    {
        foreach (var (metric, aggregate) in other.Metrics) OfOrNew(metric).Add(aggregate);
    }
}
