using IotLink.Core.Devices;

namespace IotLink.Core.Alarms.Quality;

/// <summary>How the alarms of one rule, or of one code that devices report, did in a time. Suppressed ones are not counted but told.</summary>
/// <param name="Alarms">How many were noticed.</param>
/// <param name="Unacknowledged">Of those that are over: how many nobody ever acknowledged.</param>
/// <param name="Over">How many are over.</param>
/// <param name="ToAcknowledge">Median from being noticed to the first acknowledgement; null when there is none.</param>
/// <param name="ToResolve">Median from being raised to the end; null when none is over.</param>
public sealed record RuleQuality(
    ProductId Product,
    string Code,
    string Title,
    int Alarms,
    int Over,
    int Unacknowledged,
    int Flapping,
    int Suppressed,
    int Useful,
    int Useless,
    TimeSpan? ToAcknowledge,
    TimeSpan? ToResolve)
{
    public double? NeverAcknowledged => Over == 0 ? null : (double)Unacknowledged / Over;

    /// <summary>Share of the verdicts that call it useful; null without a verdict.</summary>
    public double? Precision => Useful + Useless == 0 ? null : (double)Useful / (Useful + Useless);

    public double PerDay(TimeSpan time) => Alarms / Math.Max(1, time.TotalDays);

    public RuleAdvice Advice(TimeSpan time) => RuleAdvices.Of(this, time);
}
