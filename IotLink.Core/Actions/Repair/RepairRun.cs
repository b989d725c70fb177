using IotLink.Core.Actions.Commands;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;

namespace IotLink.Core.Actions.Repair;

/// <summary>
/// The closed loop about one alarm: which remedy is its turn. It begins in the transaction that raises the alarm, with the ladder of the rule
/// version that raised it; timers are its due time, so they survive restarts.
/// </summary>
public sealed record RepairRun
{
    public required AlarmId Alarm { get; init; }

    public required DeviceId Device { get; init; }

    public required ProductId Product { get; init; }

    public required RemedyLadder Ladder { get; init; }

    /// <summary>Grows when the alarm begins anew.</summary>
    public int Round { get; init; } = 1;

    public RepairState State { get; init; }

    /// <summary>Index of the remedy that is tried or waited with; the ladder's length when all were tried.</summary>
    public int Rung { get; init; }

    /// <summary>The remedy under way.</summary>
    public CommandId? Command { get; init; }

    /// <summary>Since when the remedy waits for its turn.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsRunning => EndedAt is null;
}

/// <summary>The numbers are stored.</summary>
public enum RepairState
{
    /// <summary>The next remedy waits for its turn.</summary>
    Waiting = 0,

    /// <summary>A remedy is on its way to the device.</summary>
    Acting = 1,

    /// <summary>The device did it; telemetry has to show that it helped.</summary>
    Verifying = 2,

    /// <summary>It helped, and telemetry says so.</summary>
    Repaired = 3,

    /// <summary>No remedy helped; a technician is asked for.</summary>
    Dispatched = 4,

    /// <summary>No remedy helped; people decide.</summary>
    LeftToPeople = 5,

    /// <summary>The alarm was over, or a person ended it, before a remedy had shown that it helped.</summary>
    Over = 6,
}
