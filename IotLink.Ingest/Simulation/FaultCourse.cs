namespace IotLink.Ingest.Simulation;

/// <summary>When a device's fault shows: for a while, every so often, after the plant was started.</summary>
internal sealed record FaultCourse(Fault Fault, TimeSpan First, TimeSpan Lasts, TimeSpan Every)
{
    public static FaultCourse None { get; } = new(Fault.None, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromDays(1));

    /// <summary>Whether <paramref name="fault"/> shows at a time since the plant was started.</summary>
    public bool Shows(Fault fault, TimeSpan running) => fault == Fault && Share(running) > 0;

    /// <summary>0 outside an episode; within one it rises to 1 and falls again.</summary>
    public double Share(TimeSpan running)
    {
        if (Fault == Fault.None || running < First) return 0;
        var into = TimeSpan.FromTicks((running - First).Ticks % Every.Ticks);
        return into >= Lasts ? 0 : Math.Max(1e-6, Math.Sin(Math.PI * (into / Lasts)));
    }
}
