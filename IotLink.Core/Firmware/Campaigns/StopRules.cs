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
    public CampaignHalt? Judge(IReadOnlyCollection<Rollout> rollouts, IReadOnlyDictionary<Devices.DeviceId, DeviceHealth> health, DateTimeOffset now) =>
        Judge(StopMeasure.Of(rollouts, health), now);

    /// <returns>null: go on.</returns>
    public CampaignHalt? Judge(StopMeasure measured, DateTimeOffset now) =>
        measured.Outcomes >= AtLeast && measured.Failures > Failures ? new(FailureRule, measured.Failures, Failures, now)
        : measured.Judged >= AtLeast && measured.Excess > Unwell ? new(HealthRule, measured.Excess, Unwell, now)
        : null;
}
