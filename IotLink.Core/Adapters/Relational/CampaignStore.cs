using IotLink.Core.Devices;
using IotLink.Core.Firmware.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class CampaignStore(RelationalDatabase database) : ICampaignStore
{
    public Task<bool> AddAsync(Campaign campaign, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.Campaigns.AnyAsync(c => c.Id == campaign.Id, ct)) return false;
            db.Campaigns.Add(CampaignEntity.Of(campaign));
            return true;
        },
        ct);

    public Task<Campaign?> FindAsync(string id, CancellationToken ct) =>
        database.ReadLatestAsync(async db => (await db.Campaigns.FirstOrDefaultAsync(c => c.Id == id, ct))?.ToCampaign(), ct);

    public Task<Page<Campaign>> ListAsync(CampaignQuery query, CancellationToken ct) => database.ReadLatestAsync(
        async db =>
        {
            var found = CampaignQueries.Matching(db.Campaigns, query);
            var total = await found.CountAsync(ct);
            var page = await found.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Skip(query.Skip).Take(query.Take).ToListAsync(ct);
            return new Page<Campaign>([.. page.Select(c => c.ToCampaign())], total);
        },
        ct);

    public Task<Campaign?> ChangeAsync(string id, Func<Campaign, Campaign?> change, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.Campaigns.FirstOrDefaultAsync(c => c.Id == id, ct) is not { } entity || change(entity.ToCampaign()) is not { } campaign) return null;
            Put(entity, campaign);
            return campaign;
        },
        ct);

    public Task<Campaign?> ChangeAsync(
        string id, Func<Campaign, IReadOnlyList<Rollout>, (Campaign Campaign, IReadOnlyList<Rollout> Changed)?> change, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.Campaigns.FirstOrDefaultAsync(c => c.Id == id, ct) is not { } entity) return null;
            var rollouts = await db.Rollouts.Where(r => r.CampaignId == id).OrderBy(r => r.Ring).ThenBy(r => r.DeviceId).ToDictionaryAsync(r => r.DeviceId, ct);
            if (change(entity.ToCampaign(), [.. rollouts.Values.Select(r => r.ToRollout())]) is not var (campaign, changed)) return null;
            Put(entity, campaign);
            Put(db, campaign, changed, rollouts);
            return campaign;
        },
        ct);

    public Task<bool> DiscardAsync(string id, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.Campaigns.FirstOrDefaultAsync(c => c.Id == id && c.State == CampaignState.Draft, ct) is not { } entity) return false;
            db.Campaigns.Remove(entity);
            return true;
        },
        ct);

    public Task<TakenCampaign?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var due = db.Campaigns.Where(c => c.IsWork && c.DueAt <= now && (c.Owner == owner || c.LeaseUntil == null || c.LeaseUntil < now));
            if (await due.OrderBy(c => c.DueAt).ThenBy(c => c.Id).FirstOrDefaultAsync(ct) is not { } entity) return null;
            (entity.Owner, entity.LeaseUntil, entity.Revision) = (owner, now + lease, entity.Revision + 1);
            return new TakenCampaign(entity.ToCampaign(), owner, entity.Revision);
        },
        ct);

    public Task<bool> EnrolAsync(TakenCampaign taken, Campaign after, IReadOnlyList<Rollout> rollouts, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await MineAsync(db, taken, ct) is not { } entity) return false;
            var there = (await db.Rollouts.Where(r => r.CampaignId == entity.Id).Select(r => r.DeviceId).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
            db.Rollouts.AddRange(rollouts.Where(r => there.Add(r.Device.Value)).Select(r => RolloutEntity.Of(entity.Id, r)));
            entity.Take(after, entity.IsWork);
            return true;
        },
        ct);

    public Task<bool> KeepAsync(TakenCampaign taken, CampaignTurn turn, DateTimeOffset due, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await MineAsync(db, taken, ct) is not { } entity) return false;
            if (turn.Changed.Count > 0) Put(db, turn.Campaign, turn.Changed, await ChangedAsync(db, entity.Id, turn.Changed, ct));
            var isWork = turn.Campaign.State is CampaignState.Running or CampaignState.Paused || turn.Rollouts.Any(r => !r.State.IsEnd) || turn.Acts.Count > 0;
            entity.Take(turn.Campaign, isWork);
            entity.DueAt = due;
            return true;
        },
        ct);

    public Task<IReadOnlyList<Rollout>> RolloutsAsync(string id, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<Rollout>>(
        async db => [.. (await db.Rollouts.Where(r => r.CampaignId == id).OrderBy(r => r.Ring).ThenBy(r => r.DeviceId).ToListAsync(ct)).Select(r => r.ToRollout())], ct);

    public Task<Page<Rollout>> RolloutsAsync(string id, RolloutQuery query, CancellationToken ct) => database.ReadLatestAsync(
        async db =>
        {
            var found = CampaignQueries.Matching(db.Rollouts.Where(r => r.CampaignId == id), query);
            var total = await found.CountAsync(ct);
            var page = await found.OrderBy(r => r.Ring).ThenBy(r => r.DeviceId).Skip(query.Skip).Take(query.Take).ToListAsync(ct);
            return new Page<Rollout>([.. page.Select(r => r.ToRollout())], total);
        },
        ct);

    public Task<IReadOnlyDictionary<string, IReadOnlyList<RingProgress>>> ProgressAsync(IReadOnlyCollection<string> ids, CancellationToken ct) =>
        database.ReadLatestAsync(db => CampaignQueries.ProgressAsync(db, ids, ct), ct);

    public Task<IReadOnlyList<FailureGroup>> FailuresAsync(string id, CancellationToken ct) =>
        database.ReadLatestAsync(db => CampaignQueries.FailuresAsync(db, id, ct), ct);

    public Task<IReadOnlySet<DeviceId>> BusyAsync(ProductId product, string? but, CancellationToken ct) =>
        database.ReadLatestAsync(db => CampaignQueries.BusyAsync(db, product, but, ct), ct);

    public Task<IReadOnlyList<RolloutEvent>> HistoryAsync(DeviceId device, string? campaign, int most, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<RolloutEvent>>(
        async db =>
        {
            var found = db.RolloutEvents.Where(e => e.DeviceId == device.Value && (campaign == null || e.CampaignId == campaign));
            return [.. (await found.OrderByDescending(e => e.Id).Take(most).ToListAsync(ct)).Select(e => e.ToEvent())];
        },
        ct);

    private static Task<CampaignEntity?> MineAsync(IotLinkDb db, TakenCampaign taken, CancellationToken ct) =>
        db.Campaigns.FirstOrDefaultAsync(c => c.Id == taken.Campaign.Id && c.Owner == taken.Owner && c.Revision == taken.Revision, ct);

    private static async Task<Dictionary<string, RolloutEntity>> ChangedAsync(IotLinkDb db, string id, IReadOnlyList<Rollout> changed, CancellationToken ct)
    {
        var ids = changed.Select(r => r.Device.Value).ToList();
        return await db.Rollouts.Where(r => r.CampaignId == id && EF.Parameter(ids).Contains(r.DeviceId)).ToDictionaryAsync(r => r.DeviceId, ct);
    }

    /// <summary>A person's step makes it due at once.</summary>
    private static void Put(CampaignEntity entity, Campaign campaign)
    {
        entity.Take(campaign, campaign.State != CampaignState.Draft);
        entity.DueAt = DateTimeOffset.UnixEpoch;
    }

    private static void Put(IotLinkDb db, Campaign campaign, IReadOnlyList<Rollout> changed, Dictionary<string, RolloutEntity> rollouts)
    {
        foreach (var rollout in changed)
        {
            if (!rollouts.TryGetValue(rollout.Device.Value, out var entity)) continue;
            if (entity.State != rollout.State || entity.Attempt != rollout.Attempt) db.RolloutEvents.Add(RolloutEventEntity.Of(campaign, rollout));
            entity.Take(rollout);
        }
    }
}
