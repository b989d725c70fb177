using IotLink.Core.Documents;

namespace IotLink.Core.Products.Framing;

/// <summary>How a product's TCP byte stream becomes frames, who sends them and how they are answered. Immutable and checked.</summary>
public sealed record FramingSpec(IReadOnlyList<FrameVariant> Variants, IdentityRule Identity)
{
    public const int DefaultMaxLength = 4096;
    public const int LargestMaxLength = 1 << 20;

    /// <summary>Longest frame as it arrives, marks and escapes included; what a connection may make us hold.</summary>
    public int MaxLength { get; init; } = DefaultMaxLength;

    public ChecksumRule? Checksum { get; init; }

    public EscapeRule? Escape { get; init; }

    /// <summary>Single bytes that may stand between frames and mean "still here".</summary>
    public ReadOnlyMemory<byte> KeepAlive { get; init; }

    /// <summary>What the payload of a "still here" frame begins with; such frames are answered and not stored. Empty: there is none.</summary>
    public ReadOnlyMemory<byte> Heartbeat { get; init; }

    public ReplyRules Reply { get; init; } = ReplyRules.Silent;

    /// <summary>Whether the stream can be picked up again behind garbage.</summary>
    public bool HasStartMarks => !Variants[0].Start.IsEmpty;

    /// <summary>Reads <c>framing</c>, <c>identify</c> and <c>reply</c> of a product spec.</summary>
    /// <returns>null when the spec has no framing or it has faults, which are then in the list.</returns>
    public static FramingSpec? Read(DocumentMap spec) => FramingReader.Read(spec);
}
