using IotLink.Core.Devices;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>Who is to go back to the version before: a device, a ring, or the whole fleet.</summary>
public sealed record ReturnOrder
{
    /// <summary>These; empty: not by device.</summary>
    public IReadOnlyList<DeviceId> Devices { get; init; } = [];

    public int? Ring { get; init; }

    private bool IsFleet => Devices.Count == 0 && Ring is null;

    /// <summary>The campaign and the rollouts that are another than before. Back goes who was touched; of the whole fleet who waits is withdrawn, and the campaign halts.</summary>
    public (Campaign Campaign, IReadOnlyList<Rollout> Changed) Apply(Campaign campaign, IReadOnlyList<Rollout> rollouts, string by, string why, DateTimeOffset now)
    {
        if (IsFleet && campaign.State is CampaignState.Running or CampaignState.Paused)
            campaign = campaign with { State = CampaignState.Halted, Halt = new(CampaignHalt.ByHand, 0, 0, now) };
        List<Rollout> changed = [.. rollouts.Where(r => Names(r) && Goes(r, campaign)).Select(r => RolloutSteps.Return(r, RolloutReason.RolledBack, now))];
        return (campaign.With(CampaignWord.RolledBack, now, by, $"{changed.Count}{(why.Length == 0 ? "" : $" · {why}")}"), changed);
    }

    private bool Names(Rollout rollout) => IsFleet || rollout.Ring == Ring || Devices.Contains(rollout.Device);

    private static bool Goes(Rollout rollout, Campaign campaign) => rollout.State switch
    {
        RolloutState.Sent or RolloutState.Installing or RolloutState.Watching or RolloutState.Succeeded => true,
        RolloutState.Failed => rollout.BegunAt is not null,
        RolloutState.Waiting => campaign.State == CampaignState.Halted,
        _ => false,
    };
}
