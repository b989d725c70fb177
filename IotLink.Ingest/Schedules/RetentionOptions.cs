using System.ComponentModel.DataAnnotations;

namespace IotLink.Ingest.Schedules;

/// <summary>Section <c>Ingest:Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Ingest:Retention";

    /// <summary>Whole UTC days that readings stay in the hot store.</summary>
    [Range(1, 3650)]
    public int HotDays { get; set; } = 10;

    /// <summary>Days that raw messages stay in the stream, to be shown, traced and decoded again.</summary>
    [Range(1, 3650)]
    public int RawDays { get; set; } = 30;
}
