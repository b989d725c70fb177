using System.ComponentModel.DataAnnotations;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>Section <c>Ingest:Rest</c>.</summary>
public sealed class RestOptions
{
    public const string Section = "Ingest:Rest";

    /// <summary>Messages in one batch.</summary>
    [Range(1, 100_000)]
    public int MaxBatch { get; set; } = 1000;

    /// <summary>Bytes of one batch.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxBatchBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long an alarm report may wait for room in the stream before it is told to come again.</summary>
    [Range(0, 60)]
    public int AlarmPatienceSeconds { get; set; } = 5;
}
