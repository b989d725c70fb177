namespace IotLink.Core.Products;

/// <summary>An example in the spec: this message gives these values, or is refused. A red one blocks publishing.</summary>
public sealed record SpecTest
{
    public required string Name { get; init; }

    /// <summary>The message as it arrives: a payload, a whole frame, JSON or CSV, as <see cref="Input"/> says.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    public SpecTestInput Input { get; init; }

    /// <summary>The bytes still wear the framing: it is taken off, and checked, first.</summary>
    public bool IsFrame => Input == SpecTestInput.Frame;

    public int FPort { get; init; }

    /// <summary>Expected values; null value: the metric must be absent.</summary>
    public IReadOnlyDictionary<string, SpecTestValue?> Expect { get; init; } = new Dictionary<string, SpecTestValue?>();

    /// <summary>Values of the readings that the elements of a list give, in the payload's order; null: not looked at.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, SpecTestValue?>>? Samples { get; init; }

    /// <summary>Values of all readings the message becomes, in the order they are stored; null: it is one, of <see cref="Expect"/>.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, SpecTestValue?>>? Readings { get; init; }

    /// <summary>The time the message must name, of several readings the first one's; null: not looked at.</summary>
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

/// <summary>What a test sends.</summary>
public enum SpecTestInput { Payload, Frame, Json, Csv }

/// <summary>An expected value: exactly one is set.</summary>
public sealed record SpecTestValue(double? Number, bool? Boolean, string? Text);
