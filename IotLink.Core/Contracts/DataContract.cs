using IotLink.Core.Devices;

namespace IotLink.Core.Contracts;

/// <summary>What a product's readings promise, as registered: an Open Data Contract Standard v3.1 document.</summary>
/// <param name="Version">The author's own version text.</param>
/// <param name="Status">proposed, draft, active, deprecated, retired, or any other word.</param>
public sealed record DataContract(string Id, string Version, string Status, ProductId Product, IReadOnlyList<ContractProperty> Properties);

/// <summary>What is promised of one metric.</summary>
/// <param name="Type">null when any kind will do.</param>
/// <param name="Missing">What happens when it is required and absent.</param>
/// <param name="WrongType">What happens when the value is of another kind.</param>
/// <param name="OutOfRange">What happens when the number, or the text's length, is outside.</param>
public sealed record ContractProperty(
    string Name,
    ContractType? Type,
    bool Required,
    ContractRange Range,
    Strictness Missing,
    Strictness WrongType,
    Strictness OutOfRange);

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
