namespace IotLink.Ingest.Simulation;

/// <summary>
/// A physical value that behaves: a daily curve, a slow wander of its own per device, a little restlessness. A function of time and
/// device alone, so that the same plant at the same time is the same plant, whenever it was started.
/// </summary>
/// <param name="Low">Rarely below this.</param>
/// <param name="High">Rarely above this.</param>
/// <param name="Daily">Share of the range that follows the time of day; the rest wanders.</param>
internal sealed record Signal(double Low, double High, double Daily = 0.4)
{
    private const double WanderSeconds = 900;
    private const double RestlessSeconds = 20;
    private const double Restless = 0.08;

    /// <summary>Korean time of day: the plant stands there.</summary>
    private static readonly TimeSpan Seoul = TimeSpan.FromHours(9);

    /// <summary>Grows for ever, by so much an hour: meters, odometers.</summary>
    public static Signal Meter(double perHour) => new(0, perHour) { IsMeter = true };

    private bool IsMeter { get; init; }

    /// <param name="seed">The device's, mixed with the metric's.</param>
    public double At(DateTimeOffset time, ulong seed)
    {
        var seconds = time.ToUnixTimeMilliseconds() / 1000.0;
        if (IsMeter) return Noise(seed, 0) * 1000 + seconds % (365 * 86_400) / 3600 * High;
        var daily = Math.Sin(((time.ToOffset(Seoul).TimeOfDay.TotalHours - 9) / 24) * 2 * Math.PI);
        var wander = Smooth(seed, seconds / WanderSeconds);
        var restless = Smooth(seed + 1, seconds / RestlessSeconds);
        var swing = (Daily * daily) + ((1 - Daily - Restless) * wander) + (Restless * restless);
        return ((Low + High) / 2) + ((High - Low) / 2 * swing);
    }

    /// <summary>-1 to 1, without corners.</summary>
    private static double Smooth(ulong seed, double x)
    {
        var (step, share) = ((long)Math.Floor(x), x - Math.Floor(x));
        var ease = share * share * (3 - (2 * share));
        return Symmetric(step) + ((Symmetric(step + 1) - Symmetric(step)) * ease);

        double Symmetric(long at) => (2 * Noise(seed, at)) - 1;
    }

    /// <summary>0 to 1, the same for the same arguments (SplitMix64).</summary>
    private static double Noise(ulong seed, long step)
    {
        var z = seed + (0x9E3779B97F4A7C15UL * (ulong)(step + 1));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
