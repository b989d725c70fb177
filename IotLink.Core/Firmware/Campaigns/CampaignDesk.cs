using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Live;
using IotLink.Core.Messages;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>
/// Campaigns for people. Rights, audit and signals are in here; what a viewer may not see looks the same as what is not there. Ingest carries
/// out what is decided here.
/// </summary>
public sealed class CampaignDesk(ICampaignStore campaigns, IImageStore images, IDeviceStore devices, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    private const int LongestText = 500;
    private const int MostHistory = 200;

    /// <summary>Newest first, each with how far it is.</summary>
    public async Task<Page<CampaignView>> ListAsync(Viewer viewer, CampaignQuery query, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewFirmware)) return new([], 0);
        var page = await campaigns.ListAsync(query, ct);
        var progress = await campaigns.ProgressAsync([.. page.Items.Select(c => c.Id)], ct);
        return new([.. page.Items.Select(c => new CampaignView(c, progress.GetValueOrDefault(c.Id, []), []))], page.Total);
    }

    /// <summary>One campaign with how far it is, ring by ring.</summary>
    public async Task<CampaignView?> FindAsync(Viewer viewer, string id, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewFirmware) || await campaigns.FindAsync(id, ct) is not { } campaign) return null;
        var progress = await campaigns.ProgressAsync([id], ct);
        return new(campaign, progress.GetValueOrDefault(id, []), await campaigns.FailuresAsync(id, ct));
    }

    public async Task<Page<Rollout>> DevicesAsync(Viewer viewer, string id, RolloutQuery query, CancellationToken ct) =>
        viewer.May(Permission.ViewFirmware) ? await campaigns.RolloutsAsync(id, query, ct) : new([], 0);

    /// <summary>What firmware a device got, when, and what came of it; newest first.</summary>
    /// <param name="campaign">null: of all campaigns.</param>
    public async Task<IReadOnlyList<RolloutEvent>> HistoryAsync(Viewer viewer, DeviceId device, string? campaign, CancellationToken ct) =>
        viewer.May(Permission.ViewFirmware) && await devices.FindAsync(viewer.Scope, device, ct) is not null
            ? await campaigns.HistoryAsync(device, campaign, MostHistory, ct)
            : [];

    /// <summary>Which devices the draft would reach now.</summary>
    /// <returns>null when the viewer may not, or there is no such image.</returns>
    public async Task<CampaignReach?> PreviewAsync(Viewer viewer, CampaignDraft draft, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewFirmware) || await images.FindAsync(draft.Product, draft.Version, ct) is not { } image) return null;
        return CampaignReach.Of(draft.Targets, image, (await devices.LoadAsync(ct)).Devices, await campaigns.BusyAsync(draft.Product, null, ct));
    }

    public async Task<CampaignAnswer> DraftAsync(Viewer viewer, CampaignDraft draft, CancellationToken ct)
    {
        if (!viewer.May(Permission.RunCampaigns)) return NotAllowed;
        if (Fault(draft) is { } fault) return new(null, fault);
        var now = time.GetUtcNow();
        var id = $"ota-{now:yyyyMMdd}-{Guid.CreateVersion7(now).ToString("N")[^10..]}";
        var by = Person.Of(viewer);
        var campaign = draft.Put(new(id, draft.Product, draft.Version, draft.Plan) { Created = new(by, now) }).With(CampaignWord.Drafted, now, by.Name);
        await campaigns.AddAsync(campaign, ct);
        return await DoneAsync(viewer, "campaign.draft", campaign, campaign.Name, ct);
    }

    /// <summary>Changes a draft for which no approval was asked.</summary>
    public async Task<CampaignAnswer> EditAsync(Viewer viewer, string id, CampaignDraft draft, CancellationToken ct) =>
        Fault(draft) is { } fault ? new(null, fault) : await StepAsync(viewer, Permission.RunCampaigns, id, new CampaignStep.Edit(Person.Of(viewer), draft), "campaign.edit", ct);

    public async Task<CampaignAnswer> DiscardAsync(Viewer viewer, string id, CancellationToken ct)
    {
        if (!viewer.May(Permission.RunCampaigns)) return NotAllowed;
        if (await campaigns.FindAsync(id, ct) is not { } campaign || !await campaigns.DiscardAsync(id, ct)) return new(null, new(FirmwareReason.NotNow, "It was started once."));
        return await DoneAsync(viewer, "campaign.discard", campaign, campaign.Name, ct);
    }

    public Task<CampaignAnswer> AskApprovalAsync(Viewer viewer, string id, CancellationToken ct) =>
        ReleasedAsync(viewer, Permission.RunCampaigns, id, new CampaignStep.Ask(Person.Of(viewer)), "campaign.ask", ct);

    /// <summary>The second person's yes.</summary>
    public Task<CampaignAnswer> ApproveAsync(Viewer viewer, string id, CancellationToken ct) =>
        ReleasedAsync(viewer, Permission.ApproveFirmware, id, new CampaignStep.Approve(Person.Of(viewer)), "campaign.approve", ct);

    public Task<CampaignAnswer> DeclineAsync(Viewer viewer, string id, string why, CancellationToken ct) =>
        StepAsync(viewer, Permission.ApproveFirmware, id, new CampaignStep.Decline(Person.Of(viewer), Cut(why)), "campaign.decline", ct);

    public Task<CampaignAnswer> StartAsync(Viewer viewer, string id, CancellationToken ct) =>
        ReleasedAsync(viewer, Permission.RunCampaigns, id, new CampaignStep.Start(Person.Of(viewer)), "campaign.start", ct);

    public Task<CampaignAnswer> PauseAsync(Viewer viewer, string id, CancellationToken ct) =>
        StepAsync(viewer, Permission.RunCampaigns, id, new CampaignStep.Pause(Person.Of(viewer)), "campaign.pause", ct);

    public Task<CampaignAnswer> ResumeAsync(Viewer viewer, string id, CancellationToken ct) =>
        StepAsync(viewer, Permission.RunCampaigns, id, new CampaignStep.Resume(Person.Of(viewer)), "campaign.resume", ct);

    public Task<CampaignAnswer> NextRingAsync(Viewer viewer, string id, CancellationToken ct) =>
        StepAsync(viewer, Permission.RunCampaigns, id, new CampaignStep.NextRing(Person.Of(viewer)), "campaign.next-ring", ct);

    /// <summary>Stops it: what is in flight is called back, and who goes back to the version before says the plan.</summary>
    public Task<CampaignAnswer> HaltAsync(Viewer viewer, string id, string why, CancellationToken ct) =>
        StepAsync(viewer, Permission.RunCampaigns, id, new CampaignStep.Halt(Person.Of(viewer), Cut(why)), "campaign.halt", ct);

    /// <summary>Sends a device, a ring or the whole fleet back to the version before.</summary>
    public Task<CampaignAnswer> RollBackAsync(Viewer viewer, string id, ReturnOrder order, string why, CancellationToken ct)
    {
        var (now, by) = (time.GetUtcNow(), Person.Of(viewer).Name);
        return DevicesStepAsync(viewer, id, "campaign.roll-back", (campaign, rollouts) => order.Apply(campaign, rollouts, by, Cut(why), now), ct);
    }

    /// <summary>Tries failed devices once more.</summary>
    /// <param name="only">Empty: all that failed.</param>
    public Task<CampaignAnswer> RetryAsync(Viewer viewer, string id, IReadOnlyCollection<DeviceId> only, CancellationToken ct)
    {
        var (now, by) = (time.GetUtcNow(), Person.Of(viewer).Name);
        return DevicesStepAsync(viewer, id, "campaign.retry", Again, ct);

        (Campaign, IReadOnlyList<Rollout>)? Again(Campaign campaign, IReadOnlyList<Rollout> rollouts)
        {
            if (campaign.State is not (CampaignState.Running or CampaignState.Paused or CampaignState.Ended)) return null;
            List<Rollout> changed = [.. rollouts.Where(r => r.State == RolloutState.Failed && (only.Count == 0 || only.Contains(r.Device))).Select(r => r.Again(now))];
            if (changed.Count == 0) return null;
            var after = campaign.State == CampaignState.Ended ? campaign with { State = CampaignState.Running, EndedAt = null } : campaign;
            return (after.With(CampaignWord.Retried, now, by, $"{changed.Count}"), changed);
        }
    }

    private async Task<CampaignAnswer> ReleasedAsync(Viewer viewer, Permission permission, string id, CampaignStep step, string what, CancellationToken ct)
    {
        if (viewer.May(permission) && await campaigns.FindAsync(id, ct) is { } campaign
            && await images.FindAsync(campaign.Product, campaign.Version, ct) is not { State: ImageState.Released })
            return new(null, new(FirmwareReason.NotReleased, $"{campaign.Product} {campaign.Version} is not released."));
        return await StepAsync(viewer, permission, id, step, what, ct);
    }

    private async Task<CampaignAnswer> StepAsync(Viewer viewer, Permission permission, string id, CampaignStep step, string what, CancellationToken ct)
    {
        if (!viewer.May(permission)) return NotAllowed;
        var now = time.GetUtcNow();
        var answer = Gone;
        await campaigns.ChangeAsync(id, campaign => (answer = CampaignLife.Decide(campaign, step, now)).Campaign, ct);
        return answer.Campaign is { } done ? await DoneAsync(viewer, what, done, done.Events[^1].Detail, ct) : answer;
    }

    private async Task<CampaignAnswer> DevicesStepAsync(
        Viewer viewer, string id, string what, Func<Campaign, IReadOnlyList<Rollout>, (Campaign, IReadOnlyList<Rollout>)?> change, CancellationToken ct)
    {
        if (!viewer.May(Permission.RunCampaigns)) return NotAllowed;
        return await campaigns.ChangeAsync(id, change, ct) is { } done ? await DoneAsync(viewer, what, done, done.Events[^1].Detail, ct) : Gone;
    }

    private async Task<CampaignAnswer> DoneAsync(Viewer viewer, string what, Campaign campaign, string detail, CancellationToken ct)
    {
        await audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, what, campaign.Id, detail), ct);
        live.Signal(LiveTopic.Firmware);
        return new(campaign, null);
    }

    private static Refusal? Fault(CampaignDraft draft) => draft.Faults().ToList() is { Count: > 0 } faults ? new(FirmwareReason.PlanFaulty, string.Join(' ', faults)) : null;

    private static CampaignAnswer NotAllowed => new(null, new(FirmwareReason.NotAllowed, "Only who operates devices may run campaigns."));

    private static CampaignAnswer Gone => new(null, new(FirmwareReason.NotNow, "There is nothing to do."));

    private static string Cut(string text) => text.Trim() is { Length: > LongestText } tooLong ? tooLong[..LongestText] : text.Trim();
}
