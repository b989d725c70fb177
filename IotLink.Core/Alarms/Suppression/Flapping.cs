namespace IotLink.Core.Alarms.Suppression;

/// <summary>An alarm that comes and goes. Pure; event time decides.</summary>
public static class Flapping
{
    /// <param name="before">When the same device and code was raised before, oldest first.</param>
    /// <returns>The same with this raise, without what is too long ago, at most as many as are needed.</returns>
    public static IReadOnlyList<DateTimeOffset> Remember(IReadOnlyList<DateTimeOffset> before, DateTimeOffset raisedAt, AlarmOptions options) =>
        [.. before.Append(raisedAt).Where(t => t > raisedAt - options.FlapWithin).TakeLast(Math.Max(1, options.FlapRaises))];

    public static bool Is(IReadOnlyList<DateTimeOffset> raises, AlarmOptions options) =>
        options.FlapRaises > 0 && raises.Count >= options.FlapRaises;

    /// <summary>From now on it is one alarm until it has been quiet for a while.</summary>
    public static Alarm Mark(Alarm alarm, int raises) => alarm with { Flapping = true, Raises = raises };

    /// <summary>Whether it has been quiet for long enough.</summary>
    public static bool HasSettled(Alarm alarm, DateTimeOffset now, AlarmOptions options) =>
        alarm is { IsOpen: true, QuietSince: { } since } && since + options.FlapSettles <= now;

    public static Alarm Settle(Alarm alarm, DateTimeOffset now) => alarm with
    {
        State = AlarmState.Resolved,
        ResolvedAt = alarm.QuietSince ?? now,
        Cause = ResolveCause.Ended,
        QuietSince = null,
        LeaseUntil = null,
        SnoozedUntil = null,
        Version = alarm.Version + 1,
    };
}
