namespace IotLink.Core.Firmware.Campaigns;

/// <summary>Devices per minute, as AWS IoT Jobs has it: constant, or growing by steps up to a cap.</summary>
/// <param name="PerMinute">The rate, or the first one.</param>
/// <param name="Factor">1.1 to 5: each step's rate is that many times the one before; null: constant.</param>
/// <param name="EachStep">So many devices make a step.</param>
/// <param name="Counts">Which devices count for a step.</param>
/// <param name="Most">The cap of a growing rate.</param>
public sealed record RolloutRate(int PerMinute, double? Factor = null, int EachStep = 1000, RateCounts Counts = RateCounts.Notified, int Most = 1000)
{
    /// <param name="notified">Devices that were sent it.</param>
    /// <param name="succeeded">Devices that have it and are well.</param>
    public int At(int notified, int succeeded)
    {
        if (Factor is not { } factor) return PerMinute;
        var step = (Counts == RateCounts.Notified ? notified : succeeded) / EachStep;
        return (int)Math.Min(Most, PerMinute * Math.Pow(factor, step));
    }
}

public enum RateCounts { Notified, Succeeded }
