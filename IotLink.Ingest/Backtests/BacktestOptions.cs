using System.ComponentModel.DataAnnotations;

namespace IotLink.Ingest.Backtests;

/// <summary>Section <c>Ingest:Backtests</c>.</summary>
public sealed class BacktestOptions
{
    public const string Section = "Ingest:Backtests";

    /// <summary>Whether this host carries out backtests.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Seconds after which a backtest whose host has gone silent is taken up by another.</summary>
    [Range(10, 3600)]
    public int LeaseSeconds { get; set; } = 60;
}
