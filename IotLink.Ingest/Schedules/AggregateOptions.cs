using System.ComponentModel.DataAnnotations;

namespace IotLink.Ingest.Schedules;

/// <summary>Section <c>Ingest:Aggregates</c>.</summary>
public sealed class AggregateOptions
{
    public const string Section = "Ingest:Aggregates";

    /// <summary>Seconds between two looks at what has come in.</summary>
    [Range(1, 3600)]
    public int PaceSeconds { get; set; } = 10;

    /// <summary>Minutes between two looks for days to be made.</summary>
    [Range(1, 1440)]
    public int DailyPaceMinutes { get; set; } = 5;

    /// <summary>Minutes after its end at which a window is taken for whole.</summary>
    [Range(0, 1440)]
    public int SealAfterMinutes { get; set; } = 15;
}
