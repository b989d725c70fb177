using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Firmware;

/// <summary>How things stand outside a campaign.</summary>
internal sealed class CampaignEyes(IJobs jobs, IImageStore images, IDeviceRegistry registry, IHotStore hot, SiteCalendar calendar)
{
    public async Task<CampaignSight> LookAsync(Campaign campaign, IReadOnlyList<Rollout> rollouts, DateTimeOffset now, CancellationToken ct) =>
        new(
            Latest(await jobs.OfJobAsync(campaign.JobId, ct)),
            Latest(await jobs.OfJobAsync(campaign.ReturnJobId, ct)),
            await HealthAsync(campaign, rollouts, now, ct),
            now,
            TimeOnly.FromDateTime(calendar.Local(now)))
        {
            Sendable = (await images.ListAsync(campaign.Product, ct)).Where(i => i.State == ImageState.Released).Select(i => i.Version).ToHashSet(StringComparer.Ordinal),
        };

    private static Dictionary<DeviceId, JobExecution> Latest(IEnumerable<ThingExecution> executions)
    {
        var latest = new Dictionary<DeviceId, JobExecution>();
        foreach (var (thing, execution) in executions)
        {
            if (!DeviceId.TryParse(thing, out var device)) continue;
            if (!latest.TryGetValue(device, out var known) || known.Number < execution.Number) latest[device] = execution;
        }

        return latest;
    }

    /// <summary>A device that nobody hears cannot be judged before, and is not well after; one whose values say nothing cannot be judged at all.</summary>
    private async Task<IReadOnlyDictionary<DeviceId, DeviceHealth>> HealthAsync(Campaign campaign, IReadOnlyList<Rollout> rollouts, DateTimeOffset now, CancellationToken ct)
    {
        var condition = campaign.Plan.Health is { } text ? TelemetryCondition.Compile(text, []) : null;
        var newest = await hot.LastArrivedAsync([.. rollouts.Where(r => !r.State.IsEnd || r.State == RolloutState.Succeeded).Select(r => r.Device)], ct);
        var health = new Dictionary<DeviceId, DeviceHealth>(newest.Count);
        foreach (var (id, reading) in newest)
        {
            if (registry.Find(id) is not { } device) continue;
            var isFresh = DeviceSight.Of(device, reading, now).IsFresh;
            if (condition is null) health[id] = new(reading.IngestTimestamp, isFresh);
            else if (condition.Holds(reading.Metrics) is { } holds) health[id] = new(reading.IngestTimestamp, isFresh && holds);
        }

        return health;
    }
}
