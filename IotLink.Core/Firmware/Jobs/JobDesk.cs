using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Things;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>Jobs of single devices for people: pages and API. The right is checked here; what a viewer may not see looks the same as what is not there.</summary>
public sealed class JobDesk(IJobs jobs, IDeviceStore devices, IAuditLog audit, TimeProvider time)
{
    /// <summary>All executions of a device.</summary>
    /// <returns>null when the device is not the viewer's to see.</returns>
    public async Task<ThingJobs?> OfDeviceAsync(Viewer viewer, DeviceId device, CancellationToken ct) =>
        await SeesAsync(viewer, Permission.ViewShadows, device, ct) ? await jobs.OfThingAsync(device.Value, ct) : null;

    /// <summary>A device's request as AWS has it; people may look, not answer for the device.</summary>
    /// <returns>null when the device is not the viewer's to see, or the request is the device's to make.</returns>
    public async Task<JobReply?> AskAsync(Viewer viewer, JobTopic request, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        request.Operation is JobOperation.GetPending or JobOperation.Describe && DeviceId.TryParse(request.Thing, out var device)
            && await SeesAsync(viewer, Permission.ViewShadows, device, ct)
            ? await jobs.AskAsync(request, body, Asker.Service, ct)
            : null;

    /// <returns>false when it was there already; null when the device is not the viewer's to run jobs on.</returns>
    /// <exception cref="ArgumentException">The order breaks a limit of AWS's.</exception>
    public async Task<bool?> QueueAsync(Viewer viewer, DeviceId device, JobOrder order, CancellationToken ct)
    {
        if (!await SeesAsync(viewer, Permission.RunJobs, device, ct)) return null;
        var isNew = await jobs.QueueAsync(device.Value, order, ct);
        if (isNew) await AuditAsync(viewer, "job.queue", device, order.JobId, ct);
        return isNew;
    }

    /// <returns>false when there was nothing to cancel; null when the device is not the viewer's to run jobs on.</returns>
    public async Task<bool?> CancelAsync(Viewer viewer, DeviceId device, string jobId, bool force, CancellationToken ct)
    {
        if (!await SeesAsync(viewer, Permission.RunJobs, device, ct)) return null;
        var isCanceled = await jobs.CancelAsync(device.Value, jobId, force, ct);
        if (isCanceled) await AuditAsync(viewer, "job.cancel", device, jobId, ct);
        return isCanceled;
    }

    private Task AuditAsync(Viewer viewer, string action, DeviceId device, string jobId, CancellationToken ct) =>
        audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, action, device.Value, jobId), ct);

    private async Task<bool> SeesAsync(Viewer viewer, Permission permission, DeviceId device, CancellationToken ct) =>
        viewer.May(permission) && await devices.FindAsync(viewer.Scope, device, ct) is not null;
}
