using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.History;

/// <summary>What decoding the past again comes to, beside what is stored.</summary>
/// <param name="Frames">Messages that were decoded again.</param>
/// <param name="Devices">Devices that were looked at.</param>
/// <param name="Same">Readings that stay as they are.</param>
/// <param name="Changed">Readings with another value, time or mark.</param>
/// <param name="Added">Readings where there was none.</param>
/// <param name="Removed">Readings that are not made any more.</param>
public sealed record ReplayImpact(long Frames, int Devices, long Same, long Changed, long Added, long Removed)
{
    /// <summary>Event time of the first reading that changes, comes or goes; null when none does.</summary>
    public DateTimeOffset? AffectedFrom { get; init; }

    public DateTimeOffset? AffectedTo { get; init; }

    /// <summary>Those that change in some reading, most first.</summary>
    public IReadOnlyList<MetricImpact> Metrics { get; init; } = [];

    /// <summary>Dead letters by reason.</summary>
    public IReadOnlyList<RefusalImpact> Refusals { get; init; } = [];

    /// <summary>Alarms that were raised by what is stored, and would not have been.</summary>
    public AlarmImpact AlarmsGone { get; init; } = AlarmImpact.None;

    /// <summary>Alarms that would have been raised, and were not.</summary>
    public AlarmImpact AlarmsNew { get; init; } = AlarmImpact.None;

    public bool ChangesNothing => Changed + Added + Removed == 0 && Refusals.Count == 0;

    /// <summary>The numbers that must be met again when it is applied.</summary>
    public bool AgreesWith(ReplayImpact other) =>
        (Frames, Same, Changed, Added, Removed) == (other.Frames, other.Same, other.Changed, other.Added, other.Removed)
        && Refusals.SequenceEqual(other.Refusals);
}

/// <param name="Changed">Readings in which its value is another.</param>
/// <param name="Added">Readings that get it.</param>
/// <param name="Removed">Readings that lose it.</param>
/// <param name="Largest">The largest difference of two numbers; null when none changed.</param>
/// <param name="Examples">The first ones.</param>
public sealed record MetricImpact(string Metric, long Changed, long Added, long Removed, double? Largest, IReadOnlyList<ChangeExample> Examples);

/// <param name="Old">As it is stored; null where it was absent.</param>
/// <param name="New">As it would be; null where it would be absent.</param>
public sealed record ChangeExample(DeviceId Device, StreamPosition Position, DateTimeOffset At, string? Old, string? New);

/// <param name="Solved">Dead letters of this reason that would be gone.</param>
/// <param name="Come">Dead letters of this reason that would come.</param>
public sealed record RefusalImpact(string Code, long Solved, long Come);

/// <param name="Examples">The first ones.</param>
public sealed record AlarmImpact(long Count, IReadOnlyList<AlarmExample> Examples)
{
    public static AlarmImpact None { get; } = new(0, []);
}

public sealed record AlarmExample(DeviceId Device, string Code, DateTimeOffset At, string Evidence);
