using IotLink.Core.Devices;
using IotLink.Core.Firmware;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Live;
using IotLink.Ingest.Pipeline;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Firmware;

/// <summary>
/// Leads campaigns, turn by turn: look, decide, keep, and only then ask for what was decided. Of several hosts one has a campaign; when it ends, another
/// goes on after the lease.
/// </summary>
internal sealed partial class CampaignWorker(
    ICampaignStore campaigns,
    IImageStore images,
    IDeviceStore devices,
    CampaignEyes eyes,
    JobActs acts,
    ILiveFeed live,
    IOptions<FirmwareOptions> options,
    IOptions<PipelineOptions> pipeline,
    TimeProvider time,
    ILogger<CampaignWorker> log) : BackgroundService
{
    private readonly FirmwareOptions _options = options.Value;
    private readonly string _owner = $"{Environment.MachineName}/{Guid.NewGuid():N}";

    /// <summary>One turn of the campaign that is due first.</summary>
    /// <returns>false when none is due.</returns>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        if (await campaigns.TakeAsync(_owner, time.GetUtcNow(), _options.Lease, ct) is not { } taken) return false;
        if (await EnrolAsync(taken, ct)) return true; // looked at as it is now, in a turn of its own
        var campaign = taken.Campaign;
        var rollouts = await campaigns.RolloutsAsync(campaign.Id, ct);
        var now = time.GetUtcNow();
        var turn = CampaignTurn.Of(campaign, rollouts, await eyes.LookAsync(campaign, rollouts, now, ct));
        var isStill = turn.Changed.Count == 0 && turn.Acts.Count == 0;
        if (!await campaigns.KeepAsync(taken, turn, now + (isStill ? 5 * _options.Pace : _options.Pace), ct)) return true;
        if (turn.Campaign.State != campaign.State) LogState(campaign.Id, turn.Campaign.State, turn.Campaign.Halt?.Rule ?? "");
        if (!ReferenceEquals(turn.Campaign, campaign) || turn.Changed.Count > 0) live.Signal(LiveTopic.Firmware);
        foreach (var act in turn.Acts) await acts.DoAsync(turn.Campaign, act, ct);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!pipeline.Value.Enabled) return;
        await Task.Yield();
        using var timer = new PeriodicTimer(_options.Pace, time);
        do
        {
            try
            {
                while (await RunNextAsync(stoppingToken))
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogInterrupted(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Takes in who fits: once when it starts, and again and again where newcomers count.</summary>
    /// <returns>false when nobody was to be taken in.</returns>
    private async Task<bool> EnrolAsync(TakenCampaign taken, CancellationToken ct)
    {
        var (campaign, now) = (taken.Campaign, time.GetUtcNow());
        if (campaign.State != CampaignState.Running || now < campaign.Plan.StartAt) return false;
        var isFirst = campaign.Events.All(e => e.What != CampaignWord.Enrolled);
        if (!isFirst && !campaign.Targets.Dynamic) return false;
        if (await images.FindAsync(campaign.Product, campaign.Version, ct) is not { State: ImageState.Released } image) return false;
        var busy = await campaigns.BusyAsync(campaign.Product, campaign.Id, ct);
        var reach = CampaignReach.Of(campaign.Targets, image, (await devices.LoadAsync(ct)).Devices, busy);
        var known = isFirst ? [] : (await campaigns.RolloutsAsync(campaign.Id, ct)).Select(r => r.Device).ToHashSet();
        var fresh = reach.Devices.Where(d => !known.Contains(d.Id)).ToList();
        if (!isFirst && fresh.Count == 0) return false;
        await campaigns.EnrolAsync(taken, campaign.Enrolled(fresh.Count, now), RingPlan.Of(campaign, fresh.Select(d => (d.Id, d.Firmware)), now), ct);
        return true;
    }

    [LoggerMessage(1, LogLevel.Information, "Campaign {Campaign} is {State} {Why}")]
    private partial void LogState(string campaign, CampaignState state, string why);

    [LoggerMessage(2, LogLevel.Warning, "Campaigns cannot go on; trying again.")]
    private partial void LogInterrupted(Exception e);
}
