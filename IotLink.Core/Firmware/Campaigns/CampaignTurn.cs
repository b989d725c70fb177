using IotLink.Core.Firmware.Jobs;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>What comes of looking at a campaign once.</summary>
/// <param name="Rollouts">All of them, as they are from now on.</param>
/// <param name="Changed">Those that are another than before.</param>
/// <param name="Acts">To be done after the changes are kept; those of an interrupted turn come again.</param>
public sealed record CampaignTurn(Campaign Campaign, IReadOnlyList<Rollout> Rollouts, IReadOnlyList<Rollout> Changed, IReadOnlyList<JobAct> Acts)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static CampaignTurn Of(Campaign campaign, IReadOnlyList<Rollout> rollouts, CampaignSight sight)
    {
        var (plan, now) = (campaign.Plan, sight.Now);
        Rollout[] next = [.. rollouts.Select(r => RolloutSteps.Watched(
            RolloutSteps.Heard(r, sight.Forward.GetValueOrDefault(r.Device), sight.Back.GetValueOrDefault(r.Device), plan, now),
            sight.Health.TryGetValue(r.Device, out var health) ? health : null,
            plan,
            now))];

        campaign = Judge(campaign, next, sight);
        for (var i = 0; i < next.Length; i++)
        {
            var lost = next[i] is { State: RolloutState.Returning } r && !(sight.Back.GetValueOrDefault(r.Device)?.Number >= r.Attempt) && !sight.MaySend(r.Before);
            if (lost) next[i] = next[i].To(RolloutState.Stranded, now, RolloutReason.NoWayBack);
        }

        if (campaign.State == CampaignState.Halted) CallBack(plan.OnHalt, next, now);
        if (campaign.State == CampaignState.Running && !(now < plan.StartAt))
        {
            campaign = Open(campaign, next, now);
            if (plan.Window?.Contains(sight.Local) ?? true) Send(campaign, next, sight);
            if (!campaign.Targets.Dynamic && next.All(r => r.State.IsEnd)) campaign = (campaign with { State = CampaignState.Ended, EndedAt = now }).With(CampaignWord.Ended, now);
        }

        return new(campaign, next, [.. next.Where((r, i) => !ReferenceEquals(r, rollouts[i]))], [.. ActsOf(campaign, next, sight)]);
    }

    private static Campaign Judge(Campaign campaign, Rollout[] rollouts, CampaignSight sight)
    {
        if (campaign.State is not (CampaignState.Running or CampaignState.Paused)) return campaign;
        var measured = StopMeasure.Of(rollouts, sight.Health);
        if (measured != campaign.Measured) campaign = campaign with { Measured = measured };
        var halt = sight.MaySend(campaign.Version) ? campaign.Plan.Stop.Judge(measured, sight.Now) : new(CampaignHalt.Revoked, 0, 0, sight.Now);
        return halt is null
            ? campaign
            : (campaign with { State = CampaignState.Halted, Halt = halt }).With(CampaignWord.Halted, sight.Now, detail: halt.Rule);
    }

    private static void CallBack(ReturnScope scope, Rollout[] rollouts, DateTimeOffset now)
    {
        for (var i = 0; i < rollouts.Length; i++)
        {
            var r = rollouts[i];
            var called = r.State is RolloutState.Waiting || r.State.IsInFlight
                || (scope != ReturnScope.None && r.State is RolloutState.Failed && r.BegunAt is not null)
                || (scope == ReturnScope.Fleet && r.State is RolloutState.Watching or RolloutState.Succeeded);
            if (called) rollouts[i] = RolloutSteps.Return(r, RolloutReason.Halted, now);
        }
    }

    private static Campaign Open(Campaign campaign, Rollout[] rollouts, DateTimeOffset now)
    {
        if (campaign.RingOpenedAt is null) return (campaign with { RingOpenedAt = now }).With(CampaignWord.Ring, now, detail: "0");
        if (campaign.Plan.RingsByHand || campaign.Ring >= campaign.Plan.Rings.Count - 1) return campaign;
        var open = rollouts.Where(r => r.Ring <= campaign.Ring).ToList();
        var settled = open.Count(r => r.State.IsEnd);
        var begun = open.TrueForAll(r => r.State != RolloutState.Waiting && r.State is not (RolloutState.Installing or RolloutState.Watching));
        return begun && settled >= open.Count * campaign.Plan.Settled ? campaign.NextRing(now) : campaign;
    }

    private static void Send(Campaign campaign, Rollout[] rollouts, CampaignSight sight)
    {
        var rate = campaign.Plan.Rate.At(rollouts.Count(r => r.SentAt is not null), rollouts.Count(r => r.State == RolloutState.Succeeded));
        var free = rate - rollouts.Count(r => r.SentAt > sight.Now - Minute);
        for (var i = 0; i < rollouts.Length && free > 0; i++)
        {
            var r = rollouts[i];
            if (r.State != RolloutState.Waiting || r.Ring > campaign.Ring || sight.Now < campaign.RingOpenedAt + RingPlan.Delay(campaign, r.Device)) continue;
            var well = sight.Health.TryGetValue(r.Device, out var health) && health.IsWell;
            rollouts[i] = r.To(RolloutState.Sent, sight.Now) with { Attempt = r.Attempt + 1, SentAt = sight.Now, WasWell = well };
            free--;
        }
    }

    private static IEnumerable<JobAct> ActsOf(Campaign campaign, Rollout[] rollouts, CampaignSight sight)
    {
        foreach (var r in rollouts)
        {
            var (forward, back) = (sight.Forward.GetValueOrDefault(r.Device), sight.Back.GetValueOrDefault(r.Device));
            if (r.State == RolloutState.Sent && !(forward?.Number >= r.Attempt)) yield return new JobAct.Queue(r.Device, campaign.JobId, campaign.Version, r.Attempt);
            if (r.State is RolloutState.Withdrawn or RolloutState.Returning && forward is { Status.IsTerminal: false }) yield return new JobAct.Cancel(r.Device, campaign.JobId);
            if (r.State == RolloutState.Returning && !(back?.Number >= r.Attempt)) yield return new JobAct.Queue(r.Device, campaign.ReturnJobId, r.Before!, r.Attempt);
        }
    }
}
