using IotLink.Core.Devices;

namespace IotLink.Core.Contracts;

/// <summary>What a product's readings promise, as registered: an Open Data Contract Standard v3.1 document.</summary>
/// <param name="Version">The author's own version text.</param>
/// <param name="Status">proposed, draft, active, deprecated, retired, or any other word.</param>
public sealed record DataContract(string Id, string Version, string Status, ProductId Product, IReadOnlyList<ContractProperty> Properties)
{
    /// <summary>What is promised of several metrics of one reading together.</summary>
    public IReadOnlyList<CrossFieldRule> CrossField { get; init; } = [];

    /// <summary>How long there may be no data.</summary>
    public IReadOnlyList<FreshnessPromise> Freshness { get; init; } = [];

    /// <summary>Quality rules of the document that are somebody else's to check: another engine's, SQL, prose, statements about many rows.</summary>
    public IReadOnlyList<string> NotChecked { get; init; } = [];

    /// <summary>Every rule that a reading is checked by, in the order of checking.</summary>
    public IEnumerable<ContractRule> Rules =>
        Properties.SelectMany(p => (p.Required is { } required ? [required] : Enumerable.Empty<ContractRule>()).Concat(p.Rules).Concat(p.Changes))
            .Concat(CrossField);
}

/// <summary>What is promised of one metric.</summary>
/// <param name="Required">null when it may be absent.</param>
/// <param name="Rules">Of the value alone; the first that is broken ends the check of this metric.</param>
/// <param name="Changes">Of the value and the one before it.</param>
/// <param name="Unit">What its numbers mean, to be the same as in the product's spec.</param>
public sealed record ContractProperty(
    string Name, RequiredRule? Required, IReadOnlyList<ValueRule> Rules, IReadOnlyList<ChangeRule> Changes, ContractUnit? Unit);

/// <summary>A unit and where the document says it.</summary>
public sealed record ContractUnit(string Text, int Line, int Column, string Path);

/// <summary>After how long a silence data is stale.</summary>
/// <param name="Metric">null: any reading of the device will do.</param>
public sealed record FreshnessPromise(string Id, string? Metric, TimeSpan Within);

/// <summary>The ODCS logical types a metric can have; dates and times are texts in telemetry.</summary>
public enum ContractType { Number, Integer, Boolean, String, Date, Timestamp, Time }

/// <summary>What a broken promise leads to.</summary>
public enum Strictness
{
    /// <summary>The whole message goes to the dead letters.</summary>
    Reject,

    /// <summary>The metric is taken out of the reading, which is marked.</summary>
    Drop,

    /// <summary>The value stays, the reading is marked.</summary>
    Mark,
}
