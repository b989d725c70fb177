using System.ComponentModel.DataAnnotations;

namespace IotLink.Ingest.Pipeline;

/// <summary>Section <c>Ingest:Pipeline</c>.</summary>
public sealed class PipelineOptions
{
    public const string Section = "Ingest:Pipeline";

    /// <summary>Whether this host works the stream off. false: it only takes messages in, for another one or for later.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Messages taken from the stream at once.</summary>
    [Range(1, 100_000)]
    public int ReadAtMost { get; set; } = 8192;

    /// <summary>Messages whose effects are saved in one transaction at most; as many may be decided meanwhile.</summary>
    [Range(1, 1_000_000)]
    public int SaveAtMost { get; set; } = 16384;

    /// <summary>How long readings may wait for company before they are saved, in milliseconds. Rules and alarms do not wait.</summary>
    [Range(0, 1000)]
    public int LingerMilliseconds { get; set; } = 25;
}
