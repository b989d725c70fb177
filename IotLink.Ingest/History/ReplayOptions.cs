using System.ComponentModel.DataAnnotations;

namespace IotLink.Ingest.History;

/// <summary>Section <c>Ingest:History</c>.</summary>
public sealed class ReplayOptions
{
    public const string Section = "Ingest:History";

    /// <summary>Whether this host carries out replays.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Days an applied replay can be rolled back.</summary>
    [Range(1, 365)]
    public int KeepDays { get; set; } = 7;

    /// <summary>Seconds after which a replay whose host has gone silent is taken up by another.</summary>
    [Range(10, 3600)]
    public int LeaseSeconds { get; set; } = 120;
}
