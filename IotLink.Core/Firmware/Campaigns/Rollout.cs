using IotLink.Core.Devices;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>One device of a campaign. Never changed in place.</summary>
/// <param name="Ring">From 0.</param>
/// <param name="Before">The version it had when the campaign was planned; null when it never said: then there is no way back.</param>
public sealed record Rollout(DeviceId Device, int Ring, string? Before, DateTimeOffset ChangedAt)
{
    public RolloutState State { get; init; } = RolloutState.Waiting;

    /// <summary>Number of the execution it is at, 0 before the first; on the way back of the returning one.</summary>
    public int Attempt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When the device first began; null: it has not touched its firmware.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>It was well when it was sent the update: only then is being unwell afterwards the update's fault.</summary>
    public bool WasWell { get; init; }

    /// <summary>It was harmed, even when it is well again by now: <see cref="RolloutReason"/> or the device's own word.</summary>
    public string? Reason { get; init; }

    public bool IsHarmed { get; init; }

    /// <summary>Waits for its turn once more; its next attempt has the next number.</summary>
    internal Rollout Again(DateTimeOffset now) => this with { State = RolloutState.Waiting, ChangedAt = now, SentAt = null, IsHarmed = false, Reason = null };

    internal Rollout To(RolloutState state, DateTimeOffset now, string? reason = null) =>
        this with { State = state, ChangedAt = now, Reason = reason ?? Reason };
}

/// <summary>Why a rollout ended as it did, where the device gave no word of its own.</summary>
public static class RolloutReason
{
    public const string Rejected = "rejected";
    public const string TimedOut = "timedOut";
    public const string Failed = "failed";
    public const string Unwell = "health.unwell";
    public const string Silent = "health.silent";
    public const string Halted = "campaign.halted";
    public const string RolledBack = "campaign.rolledBack";
    public const string NoWayBack = "return.noVersionBefore";
}
