using IotLink.Core.Devices;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>How many devices of a ring are in which state.</summary>
public sealed record RingProgress(int Ring, IReadOnlyDictionary<RolloutState, int> Counts)
{
    public int Total => Counts.Values.Sum();

    public int this[RolloutState state] => Counts.GetValueOrDefault(state);
}

/// <summary>Devices that failed or are stranded, by why.</summary>
public sealed record FailureGroup(string Reason, int Devices);

/// <summary>A campaign with how far it is.</summary>
/// <param name="Rings">Of those that have devices, in order.</param>
/// <param name="Failures">Largest first; empty in lists.</param>
public sealed record CampaignView(Campaign Campaign, IReadOnlyList<RingProgress> Rings, IReadOnlyList<FailureGroup> Failures)
{
    public int Total => Rings.Sum(r => r.Total);

    public int this[RolloutState state] => Rings.Sum(r => r[state]);
}

/// <summary>Which devices of a campaign; by ring, then device.</summary>
public sealed record RolloutQuery(int? Ring = null, IReadOnlyList<RolloutState>? States = null, string? Search = null, int Skip = 0, int Take = 50);

/// <summary>One line of a device's firmware history.</summary>
/// <param name="Version">The campaign's.</param>
/// <param name="Reason">As <see cref="Rollout.Reason"/>.</param>
public sealed record RolloutEvent(string Campaign, DeviceId Device, string Version, DateTimeOffset At, RolloutState State, int Attempt, string? Reason);

/// <summary>Which campaigns; newest first.</summary>
public sealed record CampaignQuery(ProductId? Product = null, IReadOnlyList<CampaignState>? States = null, int Skip = 0, int Take = 50);
