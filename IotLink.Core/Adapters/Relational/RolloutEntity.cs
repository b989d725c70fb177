using IotLink.Core.Firmware.Campaigns;

namespace IotLink.Core.Adapters.Relational;

internal sealed class RolloutEntity
{
    public required string CampaignId { get; set; }

    public required string DeviceId { get; set; }

    public int Ring { get; set; }

    public string? Before { get; set; }

    public RolloutState State { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public int Attempt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? BegunAt { get; set; }

    public bool WasWell { get; set; }

    public string? Reason { get; set; }

    public bool IsHarmed { get; set; }

    public static RolloutEntity Of(string campaign, Rollout rollout)
    {
        var entity = new RolloutEntity { CampaignId = campaign, DeviceId = rollout.Device.Value, Ring = rollout.Ring, Before = rollout.Before };
        entity.Take(rollout);
        return entity;
    }

    public void Take(Rollout rollout)
    {
        (State, ChangedAt, Attempt) = (rollout.State, rollout.ChangedAt, rollout.Attempt);
        (SentAt, BegunAt, WasWell) = (rollout.SentAt, rollout.BegunAt, rollout.WasWell);
        (Reason, IsHarmed) = (rollout.Reason, rollout.IsHarmed);
    }

    public Rollout ToRollout() => new(Devices.DeviceId.Parse(DeviceId, null), Ring, Before, ChangedAt)
    {
        State = State,
        Attempt = Attempt,
        SentAt = SentAt,
        BegunAt = BegunAt,
        WasWell = WasWell,
        Reason = Reason,
        IsHarmed = IsHarmed,
    };
}

/// <summary>A line of a device's firmware history.</summary>
internal sealed class RolloutEventEntity
{
    public long Id { get; set; }

    public required string CampaignId { get; set; }

    public required string DeviceId { get; set; }

    public required string Version { get; set; }

    public DateTimeOffset At { get; set; }

    public RolloutState State { get; set; }

    public int Attempt { get; set; }

    public string? Reason { get; set; }

    public static RolloutEventEntity Of(Campaign campaign, Rollout rollout) => new()
    {
        CampaignId = campaign.Id,
        DeviceId = rollout.Device.Value,
        Version = campaign.Version,
        At = rollout.ChangedAt,
        State = rollout.State,
        Attempt = rollout.Attempt,
        Reason = rollout.Reason,
    };

    public RolloutEvent ToEvent() => new(CampaignId, Devices.DeviceId.Parse(DeviceId, null), Version, At, State, Attempt, Reason);
}
