using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>How a payload was read, field by field, for people: the hex panel, the command line.</summary>
/// <param name="Fields">In reading order; for a refused payload those read before it went wrong.</param>
/// <param name="Refusal">null when it decoded; its offset is where it went wrong.</param>
/// <param name="Unread">Bytes at the end that nothing read. Worth a warning.</param>
public sealed record DecodeTrace(IReadOnlyList<TraceField> Fields, Refusal? Refusal, ReadingMarks Marks, int Unread);

/// <summary>One field as it was read.</summary>
/// <param name="Name">The field's id; null for bytes without a name.</param>
/// <param name="Offset">First byte in the payload; for a computed value where reading stood.</param>
/// <param name="Bit">Bits of the first byte before it: 0 to 7, from the most significant, or from the least for little-endian bits.</param>
/// <param name="Bits">Length; 0 for a computed value.</param>
/// <param name="Raw">The value before scale and names; null for a computed value.</param>
/// <param name="Value">As shown, without unit; null when absent.</param>
/// <param name="Metric">The metric it became; null for a hidden field.</param>
public sealed record TraceField(string? Name, int Offset, int Bit, int Bits, string? Raw, string? Value, string? Unit, string? Metric)
{
    /// <summary>Where the document describes it: a 1-based line; 0 when that is not known.</summary>
    public int Line { get; init; }
}
