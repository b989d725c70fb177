using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;

namespace IotLink.Portal.Features.Devices;

/// <summary>A message as it arrived, with what was read from which bytes.</summary>
/// <param name="SpecVersion">0 when no spec was needed.</param>
public sealed record FrameView(
    StreamPosition Position,
    DateTimeOffset IngestedAt,
    Channel Channel,
    PayloadFormat Format,
    int SpecVersion,
    ReadOnlyMemory<byte> Payload,
    IReadOnlyList<HexField> Fields)
{
    /// <summary>The documents in force when it was read; 0 when nothing was stored of it.</summary>
    public long Edition { get; init; }

    /// <summary>Version of the spec that would read it today; 0 when there is none.</summary>
    public int Today { get; init; }

    public ReadingMarks Marks { get; init; }
}
