using IotLink.Core.Devices;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Products;

/// <summary>
/// How one product's bytes become metrics: a spec document, read and checked whole. Immutable. The language is in this folder's README.
/// </summary>
public sealed record ProductSpec
{
    public required ProductId Product { get; init; }

    public required int Version { get; init; }

    /// <summary><c>meta: {id}</c>; the product's id when there is none.</summary>
    public required string Id { get; init; }

    public string? Doc { get; init; }

    /// <summary><c>meta: {since}</c>: the day since which devices send this, for people.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The channel the product uses: tcp, mqtt, rest, lorawan; for people.</summary>
    public string? Transport { get; init; }

    /// <summary>What is read first, whatever the message, and what is computed last.</summary>
    public required TypeSpec Body { get; init; }

    /// <summary>The layouts to choose from after <see cref="Body"/>'s fields: the first that fits. Empty: there is only the body.</summary>
    public IReadOnlyList<MessageSpec> Messages { get; init; } = [];

    public IReadOnlyDictionary<string, TypeSpec> Types { get; init; } = new Dictionary<string, TypeSpec>();

    /// <summary>How its TCP stream is cut into frames; null when it does not speak raw TCP.</summary>
    public FramingSpec? Framing { get; init; }

    public IReadOnlyList<SpecTest> Tests { get; init; } = [];

    /// <summary>The metrics it can give, in the order of the document.</summary>
    public IReadOnlyList<MetricSpec> Metrics { get; init; } = [];

    /// <summary>How its CSV is read; null: by <see cref="CsvSpec.Default"/>.</summary>
    public CsvSpec? Csv { get; init; }

    /// <summary>Where its JSON has what; null: the house's own envelope.</summary>
    public JsonSpec? Json { get; init; }

    /// <summary>Whether its bytes have a layout; a TCP product without one sends rows of text, read by <see cref="Csv"/>.</summary>
    public bool HasLayout => Body.Fields.Count > 0 || Messages.Count > 0;

    /// <summary>How <c>data.bin</c> is written when the message does not say.</summary>
    public BinaryEncoding BinaryEncoding { get; init; }

    /// <summary>The document as it was written.</summary>
    public required string Source { get; init; }

    /// <summary>The body, the messages' bodies and the named types: every scope of names there is.</summary>
    internal IEnumerable<TypeSpec> Scopes() => [Body, .. Messages.Select(m => m.Body), .. Types.Values];
}
