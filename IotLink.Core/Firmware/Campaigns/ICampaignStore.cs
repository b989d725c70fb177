using IotLink.Core.Devices;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>Campaigns, their devices, and which host is at them. Every method is one transaction.</summary>
public interface ICampaignStore
{
    /// <returns>false when the id is taken.</returns>
    Task<bool> AddAsync(Campaign campaign, CancellationToken ct);

    Task<Campaign?> FindAsync(string id, CancellationToken ct);

    Task<Page<Campaign>> ListAsync(CampaignQuery query, CancellationToken ct);

    /// <summary>A person's step; a host that is in the middle of a turn looks again.</summary>
    /// <param name="change">null: leave it; when another was quicker it is called again with the newer campaign.</param>
    /// <returns>The campaign from now on; null when it is not there or was left.</returns>
    Task<Campaign?> ChangeAsync(string id, Func<Campaign, Campaign?> change, CancellationToken ct);

    /// <summary>The same for a step that changes devices too.</summary>
    Task<Campaign?> ChangeAsync(string id, Func<Campaign, IReadOnlyList<Rollout>, (Campaign Campaign, IReadOnlyList<Rollout> Changed)?> change, CancellationToken ct);

    /// <summary>Forgets a campaign that was never started.</summary>
    Task<bool> DiscardAsync(string id, CancellationToken ct);

    /// <summary>Takes the campaign whose turn it is, under a lease: of several hosts one gets it. A host keeps those it has.</summary>
    /// <returns>null when none is due.</returns>
    Task<TakenCampaign?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct);

    /// <summary>Takes devices in; those that are in the campaign already stay as they are.</summary>
    /// <returns>false: it is not this host's any more, or somebody changed it.</returns>
    Task<bool> EnrolAsync(TakenCampaign taken, Campaign after, IReadOnlyList<Rollout> rollouts, CancellationToken ct);

    /// <summary>Keeps what came of a turn: all of it, or nothing.</summary>
    /// <param name="due">When it is to be looked at again.</param>
    /// <returns>false: it is not this host's any more, or somebody changed it; nothing may be told.</returns>
    Task<bool> KeepAsync(TakenCampaign taken, CampaignTurn turn, DateTimeOffset due, CancellationToken ct);

    /// <summary>All devices of a campaign, by ring, then device.</summary>
    Task<IReadOnlyList<Rollout>> RolloutsAsync(string id, CancellationToken ct);

    Task<Page<Rollout>> RolloutsAsync(string id, RolloutQuery query, CancellationToken ct);

    Task<IReadOnlyDictionary<string, IReadOnlyList<RingProgress>>> ProgressAsync(IReadOnlyCollection<string> ids, CancellationToken ct);

    Task<IReadOnlyList<FailureGroup>> FailuresAsync(string id, CancellationToken ct);

    /// <summary>Devices of a product that a campaign is at, or has before it.</summary>
    /// <param name="but">Of any campaign but this.</param>
    Task<IReadOnlySet<DeviceId>> BusyAsync(ProductId product, string? but, CancellationToken ct);

    /// <summary>A device's firmware history, newest first.</summary>
    /// <param name="campaign">null: of all campaigns.</param>
    Task<IReadOnlyList<RolloutEvent>> HistoryAsync(DeviceId device, string? campaign, int most, CancellationToken ct);
}

/// <param name="Revision">As it was read: who writes names it.</param>
public sealed record TakenCampaign(Campaign Campaign, string Owner, long Revision);
