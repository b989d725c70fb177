namespace IotLink.Core.Contracts;

/// <summary>What has been read of a contract so far.</summary>
internal sealed class ContractReading
{
    private readonly HashSet<string> _ruleIds = new(StringComparer.Ordinal);

    public List<string> Objects { get; } = [];

    public List<ContractProperty> Properties { get; } = [];

    public List<CrossFieldRule> CrossField { get; } = [];

    public List<FreshnessPromise> Freshness { get; } = [];

    public List<string> NotChecked { get; } = [];

    /// <returns>false when the id is taken: breaches are counted by it.</returns>
    public bool Take(string ruleId) => _ruleIds.Add(ruleId);

    /// <summary>An id made from metric and kind, with a number when there is one like it already.</summary>
    public string Name(string metric, string kind)
    {
        var id = $"{metric}.{kind}";
        for (var n = 2; !Take(id); n++) id = $"{metric}.{kind}-{n}";
        return id;
    }
}
