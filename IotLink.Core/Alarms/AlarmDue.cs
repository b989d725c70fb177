using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>By when somebody should have acknowledged an alarm.</summary>
/// <param name="Within">The whole time there was for it.</param>
public readonly record struct AlarmDue(DateTimeOffset At, TimeSpan Within)
{
    /// <returns>null when nobody has to: it is acknowledged, over, kept from people, or its class has no time.</returns>
    public static AlarmDue? Of(Alarm alarm, AlarmOptions options)
    {
        if (alarm.State != AlarmState.New || alarm.Suppression is not null) return null;
        var within = alarm.Class switch
        {
            AlarmClass.Immediate => options.AcknowledgeImmediate,
            AlarmClass.Monitoring => options.AcknowledgeMonitoring,
            _ => options.AcknowledgeInformational,
        };
        return within > TimeSpan.Zero ? new(alarm.NoticedAt + within, within) : null;
    }

    /// <summary>Negative when it is over.</summary>
    public TimeSpan Left(DateTimeOffset now) => At - now;

    /// <summary>1 at the beginning, 0 at the end and after it.</summary>
    public double Share(DateTimeOffset now) => Math.Clamp(Left(now) / Within, 0, 1);
}
