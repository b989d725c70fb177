using System.Text;
using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Things;

namespace IotLink.Core.Shadows;

/// <summary>
/// Shadows for people: pages and API. The right is checked here; what a viewer may not see looks the same as what is not there. Looks and
/// changes are audited.
/// </summary>
public sealed class DeviceShadowDesk(IShadows shadows, IDeviceStore devices, IAuditLog audit, Looks looks, TimeProvider time)
{
    private const int LongestDetail = 400;

    public static bool MayEdit(Viewer viewer) => viewer.May(Permission.EditShadows);

    /// <summary>The names of a device's named shadows.</summary>
    /// <returns>null when the device is not the viewer's to see.</returns>
    public async Task<IReadOnlyList<string>?> NamesAsync(Viewer viewer, DeviceId device, CancellationToken ct) =>
        await SeesAsync(viewer, device, ct) ? await shadows.NamesAsync(device.Value, ct) : null;

    /// <returns>null when there is none, or not for the viewer.</returns>
    public async Task<Shadow?> FindAsync(Viewer viewer, DeviceId device, string? name, CancellationToken ct)
    {
        if (!await SeesAsync(viewer, device, ct)) return null;
        await looks.WriteAsync(viewer, "shadow.view", device.Value, ct);
        return await shadows.FindAsync(new(device.Value, name), ct);
    }

    /// <summary>A request as AWS has it.</summary>
    /// <returns>null when the device is not the viewer's to see, or to change.</returns>
    public async Task<ShadowReply?> AskAsync(Viewer viewer, ShadowTopic request, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var isLook = request.Operation == ShadowOperation.Get;
        if (!DeviceId.TryParse(request.Shadow.Thing, out var device) || !await SeesAsync(viewer, device, ct) || (!isLook && !MayEdit(viewer))) return null;
        if (isLook) await looks.WriteAsync(viewer, "shadow.view", device.Value, ct);
        var reply = await shadows.AskAsync(request, body, Asker.Service, ct);
        if (isLook || reply.Rejection is not null) return reply;
        var detail = $"{request.Shadow.Name} {Encoding.UTF8.GetString(body.Span)}".Trim();
        if (detail.Length > LongestDetail) detail = detail[..LongestDetail];
        await audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, $"shadow.{request.Operation.Word}", device.Value, detail), ct);
        return reply;
    }

    private async Task<bool> SeesAsync(Viewer viewer, DeviceId device, CancellationToken ct) =>
        viewer.May(Permission.ViewShadows) && await devices.FindAsync(viewer.Scope, device, ct) is not null;
}
