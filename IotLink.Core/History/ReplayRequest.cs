using IotLink.Core.Devices;

namespace IotLink.Core.History;

/// <summary>Which part of the past is to be decoded again, and by what.</summary>
/// <param name="From">Arrival, inclusive.</param>
/// <param name="To">Arrival, exclusive; later than now means until now.</param>
/// <param name="Spec">The spec's text.</param>
public sealed record ReplayRequest(ProductId Product, DateTimeOffset From, DateTimeOffset To, string Spec)
{
    /// <summary>Number of the registered version the spec is; null: what the text says itself.</summary>
    public int? Version { get; init; }

    /// <summary>The contract's text; null: the one in force.</summary>
    public string? Contract { get; init; }

    /// <summary>The formulas' texts; null: those in force.</summary>
    public IReadOnlyList<string>? Formulas { get; init; }

    /// <summary>How many of a hundred devices are looked at; 100 for all, and only then it can be applied.</summary>
    public int SamplePercent { get; init; } = 100;
}
