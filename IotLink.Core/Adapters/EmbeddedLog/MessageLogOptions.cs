namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>Section <c>Storage:Log</c>.</summary>
public sealed class MessageLogOptions
{
    /// <summary>A segment file holds about this many bytes; it is the unit of truncation and of the raw archive.</summary>
    public long SegmentBytes { get; set; } = 64L << 20;

    /// <summary>Bytes that may wait for the disk; beyond it the stream is full. Also the largest frame.</summary>
    public int QueueBytes { get; set; } = 4 << 20;

    /// <summary>Messages that may wait for the disk.</summary>
    public int QueueMessages { get; set; } = 16_384;

    /// <summary>Newest bytes kept in memory for readers that keep up.</summary>
    public int TailBytes { get; set; } = 16 << 20;

    /// <summary>How long a commit may wait for company when commits follow each other without a pause; 0 to 20 ms.</summary>
    public int LingerMilliseconds { get; set; } = 1;

    internal IEnumerable<string> Faults(string key)
    {
        if (SegmentBytes is < 4_096 or > 4L << 30) yield return $"{key}:SegmentBytes must be 4096-{4L << 30} (was {SegmentBytes})";
        if (QueueBytes is < 1_024 or > 1 << 30) yield return $"{key}:QueueBytes must be 1024-{1 << 30} (was {QueueBytes})";
        if (QueueMessages is < 1 or > 1_000_000) yield return $"{key}:QueueMessages must be 1-1000000 (was {QueueMessages})";
        if (TailBytes is < 0 or > 1 << 30) yield return $"{key}:TailBytes must be 0-{1 << 30} (was {TailBytes})";
        if (LingerMilliseconds is < 0 or > 20) yield return $"{key}:LingerMilliseconds must be 0-20 (was {LingerMilliseconds})";
    }
}
