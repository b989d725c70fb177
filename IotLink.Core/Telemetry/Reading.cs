using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Core.Telemetry;

/// <summary>
/// Standard telemetry: what every channel turns into. It carries no customer and no site; those are joined through the device.
/// Instances belong to a <see cref="TelemetryBatch"/> and are reused: copy what must outlive the batch.
/// </summary>
public sealed class Reading
{
    internal Reading(MetricSchema schema) => Metrics = new(schema);

    public StreamPosition Position { get; set; }

    /// <summary>Which reading of the message this is: 0 for the first; a CSV row, a sample or a child node has its own.</summary>
    public int Index { get; set; }

    public DeviceId Device { get; set; }

    public ProductId Product => Metrics.Schema.Product;

    public DeviceId? Hub { get; set; }

    /// <summary>The time that counts, by <see cref="TimeSource"/>; milliseconds, UTC.</summary>
    public DateTimeOffset EventTime { get; set; }

    public TimeSource TimeSource { get; set; }

    /// <summary>As the device said it, even when it was not believed.</summary>
    public DateTimeOffset? DeviceTimestamp { get; set; }

    public DateTimeOffset? HubTimestamp { get; set; }

    public DateTimeOffset IngestTimestamp { get; set; }

    public ReadingMarks Marks { get; set; }

    /// <summary>Version of the spec that decoded it; 0 when no spec was needed.</summary>
    public int SpecVersion { get; set; }

    /// <summary>The edition of the registered documents that made it: contract, formulas and rules follow from it. 0: not known.</summary>
    public long Edition { get; set; }

    public MetricValues Metrics { get; }

    internal void Reset(MetricSchema schema)
    {
        Metrics.Clear(schema);
        (Position, Index, Device, Hub) = (default, 0, default, null);
        (EventTime, TimeSource, DeviceTimestamp, HubTimestamp, IngestTimestamp) = (default, default, null, null, default);
        (Marks, SpecVersion, Edition) = (ReadingMarks.None, 0, 0);
    }
}

/// <summary>Which clock an event time was taken from.</summary>
public enum TimeSource : byte { Device, Header, Hub, Ingest }

/// <summary>What is worth knowing about a reading beside its values.</summary>
[Flags]
public enum ReadingMarks : byte
{
    None = 0,
    /// <summary>The device's time was impossible, the ingest time was taken.</summary>
    ClockCorrected = 1,
    /// <summary>Older than the device's newest reading: no rule runs, "latest" stays.</summary>
    Late = 2,
    /// <summary>The spec stopped at something unknown and kept what it had.</summary>
    Partial = 4,
    /// <summary>A contract rule set to "mark" was broken.</summary>
    ContractBroken = 8,
}
