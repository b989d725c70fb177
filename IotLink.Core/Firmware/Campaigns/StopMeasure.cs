using IotLink.Core.Devices;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>What stop rules look at. Shares are 0 to 1.</summary>
/// <param name="Outcomes">Devices that came to an outcome.</param>
/// <param name="Failures">Share of these that failed.</param>
/// <param name="Judged">Updated devices whose health can be told.</param>
/// <param name="Unwell">Share of these that are unwell.</param>
/// <param name="Control">Devices still waiting whose health can be told.</param>
/// <param name="ControlUnwell">Share of these that are unwell.</param>
public sealed record StopMeasure(int Outcomes, double Failures, int Judged, double Unwell, int Control, double ControlUnwell)
{
    /// <summary>So many more of the updated are unwell than of the control group.</summary>
    public double Excess => Unwell - ControlUnwell;

    public static StopMeasure Of(IReadOnlyCollection<Rollout> rollouts, IReadOnlyDictionary<DeviceId, DeviceHealth> health)
    {
        int outcomes = 0, failed = 0, updated = 0, unwell = 0, control = 0, controlUnwell = 0;
        foreach (var rollout in rollouts)
        {
            var ended = rollout.State is RolloutState.Watching or RolloutState.Succeeded || rollout.IsHarmed;
            if (ended) outcomes++;
            if (rollout.IsHarmed) failed++;
            if (!health.TryGetValue(rollout.Device, out var device)) continue;
            switch (rollout.State)
            {
                case RolloutState.Waiting:
                    control++;
                    if (!device.IsWell) controlUnwell++;
                    break;
                case RolloutState.Watching or RolloutState.Succeeded when rollout.WasWell:
                    updated++;
                    if (!device.IsWell) unwell++;
                    break;
            }
        }

        return new(outcomes, Share(failed, outcomes), updated, Share(unwell, updated), control, Share(controlUnwell, control));
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
