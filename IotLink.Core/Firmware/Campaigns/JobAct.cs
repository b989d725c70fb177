using IotLink.Core.Devices;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>What to ask of the job service. Asking twice is as good as once.</summary>
public abstract record JobAct(DeviceId Device, string JobId)
{
    /// <param name="Version">The firmware the device is to have.</param>
    /// <param name="Number">Of the execution.</param>
    public sealed record Queue(DeviceId Device, string JobId, string Version, int Number) : JobAct(Device, JobId);

    /// <summary>Also what is in progress.</summary>
    public sealed record Cancel(DeviceId Device, string JobId) : JobAct(Device, JobId);
}
