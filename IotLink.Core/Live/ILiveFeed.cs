using IotLink.Core.Devices;

namespace IotLink.Core.Live;

/// <summary>
/// Tells screens that something changed, not what: they read it again through the core, with their own rights, at their own pace.
/// So a live channel cannot leak, and it is the same over channels in one process and LISTEN/NOTIFY between several.
/// </summary>
public interface ILiveFeed
{
    void Signal(LiveTopic topic);

    /// <summary>Whether anybody listens; lets the hot path skip the rest.</summary>
    bool HasListeners(LiveTopic topic);

    /// <summary>
    /// <paramref name="changed"/> is called at most once per <paramref name="pace"/>, never twice at a time, and once more after the last
    /// signal. Dispose to stop.
    /// </summary>
    IDisposable Subscribe(LiveTopic topic, TimeSpan pace, Func<Task> changed);
}

/// <summary>What a screen can watch.</summary>
/// <param name="Device">Set for <see cref="LiveKind.Device"/> and <see cref="LiveKind.Thing"/> only.</param>
public readonly record struct LiveTopic(LiveKind Kind, DeviceId Device = default)
{
    public static LiveTopic Alarms => new(LiveKind.Alarms);

    public static LiveTopic Telemetry => new(LiveKind.Telemetry);

    public static LiveTopic DeadLetters => new(LiveKind.DeadLetters);

    /// <summary>A draft, a review or what is published has changed.</summary>
    public static LiveTopic Documents => new(LiveKind.Documents);

    public static LiveTopic Quality => new(LiveKind.Quality);

    /// <summary>Wishes about dead letters, and how far they are.</summary>
    public static LiveTopic LetterJobs => new(LiveKind.LetterJobs);

    public static LiveTopic History => new(LiveKind.History);

    public static LiveTopic Backtests => new(LiveKind.Backtests);

    /// <summary>Somebody was told something, or the telling of an alarm went on.</summary>
    public static LiveTopic Notifications => new(LiveKind.Notifications);

    /// <summary>A command, a closed loop or a dispatch request went on.</summary>
    public static LiveTopic Commands => new(LiveKind.Commands);

    /// <summary>Firmware images, or how far campaigns are.</summary>
    public static LiveTopic Firmware => new(LiveKind.Firmware);

    /// <summary>A ticket, or a technician's day, has changed.</summary>
    public static LiveTopic Tickets => new(LiveKind.Tickets);

    public static LiveTopic Of(DeviceId device) => new(LiveKind.Device, device);

    /// <summary>The device's shadows or jobs have changed.</summary>
    public static LiveTopic ThingOf(DeviceId device) => new(LiveKind.Thing, device);
}

public enum LiveKind { Device, Telemetry, Alarms, DeadLetters, Documents, Quality, LetterJobs, History, Notifications, Thing, Commands, Backtests, Firmware, Tickets }
