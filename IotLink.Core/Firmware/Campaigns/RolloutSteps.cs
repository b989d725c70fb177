using IotLink.Core.Firmware.Jobs;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>What a job execution, or the time, makes of one rollout.</summary>
internal static class RolloutSteps
{
    /// <param name="forward">The latest execution of the campaign's job on the device.</param>
    /// <param name="back">The latest one of its returning job.</param>
    public static Rollout Heard(Rollout rollout, JobExecution? forward, JobExecution? back, CampaignPlan plan, DateTimeOffset now) => rollout.State switch
    {
        RolloutState.Sent or RolloutState.Installing when forward?.Number == rollout.Attempt => Forward(rollout, forward, plan, now),
        RolloutState.Withdrawn when forward?.StartedAt is { } begun && forward.Number == rollout.Attempt => // it had begun before the call reached it
            Return(rollout with { BegunAt = begun }, RolloutReason.Halted, now),
        RolloutState.Returning when back?.Number == rollout.Attempt => Back(rollout, back, plan, now),
        _ => rollout,
    };

    /// <summary>Ends the look at a device whose time is over.</summary>
    public static Rollout Watched(Rollout rollout, DeviceHealth? health, CampaignPlan plan, DateTimeOffset now)
    {
        if (rollout.State != RolloutState.Watching || now < rollout.ChangedAt + plan.Watch) return rollout;
        if (!rollout.WasWell) return rollout.To(RolloutState.Succeeded, now);
        if (plan.Watch > TimeSpan.Zero && !(health?.HeardAt > rollout.ChangedAt)) return Harmed(rollout, RolloutReason.Silent, now);
        return health is { IsWell: false } ? Harmed(rollout, RolloutReason.Unwell, now) : rollout.To(RolloutState.Succeeded, now);
    }

    /// <summary>Calls a device back: one that has not begun is left as it was, any other goes to the version before.</summary>
    public static Rollout Return(Rollout rollout, string reason, DateTimeOffset now) =>
        rollout.BegunAt is null ? rollout.To(RolloutState.Withdrawn, now, reason)
        : rollout.Before is null ? rollout.To(RolloutState.Stranded, now, RolloutReason.NoWayBack)
        : rollout.To(RolloutState.Returning, now, rollout.Reason ?? reason) with { Attempt = 1 };

    private static Rollout Forward(Rollout rollout, JobExecution execution, CampaignPlan plan, DateTimeOffset now)
    {
        var begun = rollout.BegunAt is null && execution.StartedAt is { } at ? rollout with { BegunAt = at } : rollout;
        return execution.Status switch
        {
            JobStatus.Queued => begun,
            JobStatus.InProgress => begun.State == RolloutState.Installing ? begun : begun.To(RolloutState.Installing, now),
            JobStatus.Succeeded => (begun with { BegunAt = begun.BegunAt ?? execution.LastUpdatedAt }).To(RolloutState.Watching, execution.LastUpdatedAt),
            JobStatus.Failed or JobStatus.TimedOut when begun.Attempt <= plan.Retries => begun.To(RolloutState.Sent, now, WordOf(execution)) with { Attempt = begun.Attempt + 1 },
            JobStatus.Failed or JobStatus.TimedOut => Harmed(begun, WordOf(execution), now),
            JobStatus.Rejected => begun.To(RolloutState.Failed, now, WordOf(execution)),
            _ => Return(begun, RolloutReason.Halted, now), // called back in AWS's own console, or by a halt
        };
    }

    private static Rollout Back(Rollout rollout, JobExecution execution, CampaignPlan plan, DateTimeOffset now) => execution.Status switch
    {
        JobStatus.Queued or JobStatus.InProgress => rollout,
        JobStatus.Succeeded => rollout.To(RolloutState.Returned, now),
        JobStatus.Failed or JobStatus.TimedOut when rollout.Attempt <= plan.Retries => rollout.To(RolloutState.Returning, now) with { Attempt = rollout.Attempt + 1 },
        _ => rollout.To(RolloutState.Stranded, now, WordOf(execution)),
    };

    private static Rollout Harmed(Rollout rollout, string reason, DateTimeOffset now) => rollout.To(RolloutState.Failed, now, reason) with { IsHarmed = true };

    private static string WordOf(JobExecution execution) =>
        execution.Details?.GetValueOrDefault("reason") ?? execution.Status switch
        {
            JobStatus.TimedOut => RolloutReason.TimedOut,
            JobStatus.Rejected => RolloutReason.Rejected,
            _ => RolloutReason.Failed,
        };
}
