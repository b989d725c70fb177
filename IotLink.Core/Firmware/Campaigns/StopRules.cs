namespace IotLink.Core.Firmware.Campaigns;

/// <summary>When a campaign halts by itself. Shares are 0 to 1.</summary>
public sealed record StopRules
{
    public const string FailureRule = "failures";
    public const string HealthRule = "health";

    /// <summary>Of the devices that came to an outcome, so many failed.</summary>
    public double Failures { get; init; } = 0.03;

    /// <summary>So many more of the updated are unwell than of those still waiting, the control group.</summary>
    public double Unwell { get; init; } = 0.05;

    /// <summary>Neither rule speaks before so many devices can be judged.</summary>
    public int AtLeast { get; init; } = 10;

    /// <returns>null: go on.</returns>
    public CampaignHalt? Judge(IReadOnlyCollection<Rollout> rollouts, IReadOnlyDictionary<Devices.DeviceId, DeviceHealth> health, DateTimeOffset now)
    {
        int outcomes = 0, failed = 0, updated = 0, unwell = 0, control = 0, controlUnwell = 0;
        foreach (var rollout in rollouts)
        {
            var ended = rollout.State is RolloutState.Watching or RolloutState.Succeeded || rollout.IsHarmed;
            if (ended) outcomes++;
            if (rollout.IsHarmed) failed++;
            if (!health.TryGetValue(rollout.Device, out var device)) continue;
            switch (rollout.State)
            {
                case RolloutState.Waiting:
                    control++;
                    if (!device.IsWell) controlUnwell++;
                    break;
                case RolloutState.Watching or RolloutState.Succeeded when rollout.WasWell:
                    updated++;
                    if (!device.IsWell) unwell++;
                    break;
            }
        }

        if (outcomes >= AtLeast && Share(failed, outcomes) is var failures && failures > Failures) return new(FailureRule, failures, Failures, now);
        if (updated >= AtLeast && Share(unwell, updated) - Share(controlUnwell, control) is var excess && excess > Unwell)
        {
            return new(HealthRule, excess, Unwell, now);
        }

        return null;
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
