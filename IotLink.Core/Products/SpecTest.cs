namespace IotLink.Core.Products;

/// <summary>An example in the spec: these bytes give these values, or are refused. A red one blocks publishing.</summary>
public sealed record SpecTest
{
    public required string Name { get; init; }

    /// <summary>A payload, or a whole frame when <see cref="IsFrame"/>.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The bytes still wear the framing: it is taken off, and checked, first.</summary>
    public bool IsFrame { get; init; }

    public int FPort { get; init; }

    /// <summary>Expected values; null value: the metric must be absent.</summary>
    public IReadOnlyDictionary<string, SpecTestValue?> Expect { get; init; } = new Dictionary<string, SpecTestValue?>();

    /// <summary>Values of the readings that the elements of a list give, in the payload's order; null: not looked at.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, SpecTestValue?>>? Samples { get; init; }

    /// <summary>The time the payload must name; null: not looked at.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Further metrics may be present.</summary>
    public bool IsPartial { get; init; }

    /// <summary>How far a number may be from the expected one; null: as good as equal.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Decoding must stop at something unknown and keep what it had.</summary>
    public bool Stops { get; init; }

    /// <summary>Reason code of the expected refusal; null: it must decode.</summary>
    public string? Refuse { get; init; }

    public required SpecPlace Place { get; init; }
}

/// <summary>An expected value: exactly one is set.</summary>
public sealed record SpecTestValue(double? Number, bool? Boolean, string? Text);
