using IotLink.Core.Devices;
using IotLink.Core.Firmware.Jobs;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>What a turn looks at: how things stand outside the campaign.</summary>
/// <param name="Forward">The latest execution of the campaign's job, by device.</param>
/// <param name="Back">The latest execution of its returning job, by device.</param>
/// <param name="Health">Of the campaign's devices; one that is absent cannot be judged.</param>
/// <param name="Local">The plant's time of day.</param>
public sealed record CampaignSight(
    IReadOnlyDictionary<DeviceId, JobExecution> Forward,
    IReadOnlyDictionary<DeviceId, JobExecution> Back,
    IReadOnlyDictionary<DeviceId, DeviceHealth> Health,
    DateTimeOffset Now,
    TimeOnly Local)
{
    /// <summary>Versions of the product that may be sent; null: all.</summary>
    public IReadOnlySet<string>? Sendable { get; init; }

    internal bool MaySend(string? version) => version is not null && (Sendable?.Contains(version) ?? true);
}
