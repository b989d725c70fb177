using IotLink.Core.Devices;
using IotLink.Core.Firmware.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>What screens ask about campaigns, as SQL.</summary>
internal static class CampaignQueries
{
    private static readonly RolloutState[] Ends = [.. Enum.GetValues<RolloutState>().Where(s => s.IsEnd)];

    private static readonly CampaignState[] Going = [CampaignState.Running, CampaignState.Paused, CampaignState.Halted];

    public static IQueryable<CampaignEntity> Matching(IQueryable<CampaignEntity> campaigns, CampaignQuery query)
    {
        if (query.Product is { } product) campaigns = campaigns.Where(c => c.ProductId == product.Value);
        if (query.States is { Count: > 0 } states) campaigns = campaigns.Where(c => states.Contains(c.State));
        return campaigns;
    }

    public static IQueryable<RolloutEntity> Matching(IQueryable<RolloutEntity> rollouts, RolloutQuery query)
    {
        if (query.Ring is { } ring) rollouts = rollouts.Where(r => r.Ring == ring);
        if (query.States is { Count: > 0 } states) rollouts = rollouts.Where(r => states.Contains(r.State));
        return SearchText.TryPattern(query.Search, out var pattern) ? rollouts.Where(r => EF.Functions.Like(r.DeviceId, pattern, SearchText.Escape)) : rollouts;
    }

    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<RingProgress>>> ProgressAsync(IotLinkDb db, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var counts = await db.Rollouts.Where(r => EF.Parameter(ids).Contains(r.CampaignId))
            .GroupBy(r => new { r.CampaignId, r.Ring, r.State })
            .Select(g => new { g.Key.CampaignId, g.Key.Ring, g.Key.State, Count = g.Count() })
            .ToListAsync(ct);
        return counts.GroupBy(c => c.CampaignId).ToDictionary(
            c => c.Key,
            c => (IReadOnlyList<RingProgress>)[.. c.GroupBy(r => r.Ring).OrderBy(r => r.Key).Select(r => new RingProgress(r.Key, r.ToDictionary(s => s.State, s => s.Count)))]);
    }

    public static async Task<IReadOnlyList<FailureGroup>> FailuresAsync(IotLinkDb db, string id, CancellationToken ct)
    {
        var groups = await db.Rollouts.Where(r => r.CampaignId == id && (r.IsHarmed || r.State == RolloutState.Failed || r.State == RolloutState.Stranded))
            .GroupBy(r => r.Reason ?? "")
            .Select(g => new { Reason = g.Key, Count = g.Count() })
            .ToListAsync(ct);
        return [.. groups.OrderByDescending(g => g.Count).ThenBy(g => g.Reason, StringComparer.Ordinal).Select(g => new FailureGroup(g.Reason, g.Count))];
    }

    public static async Task<IReadOnlySet<DeviceId>> BusyAsync(IotLinkDb db, ProductId product, string? but, CancellationToken ct)
    {
        var busy = from rollout in db.Rollouts
                   join campaign in db.Campaigns on rollout.CampaignId equals campaign.Id
                   where campaign.ProductId == product.Value && campaign.Id != (but ?? "") && Going.Contains(campaign.State) && !Ends.Contains(rollout.State)
                   select rollout.DeviceId;
        return (await busy.Distinct().ToListAsync(ct)).Select(d => DeviceId.Parse(d, null)).ToHashSet();
    }
}
