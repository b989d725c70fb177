using System.Security.Cryptography;
using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Devices;

namespace IotLink.Core.Telemetry;

/// <summary>Brings a device in. The right is checked here; the secret is told once and only its SHA-256 is kept.</summary>
public sealed class DeviceRegistration(IDeviceStore devices, IDeviceRegistry registry, IAuditLog audit, TimeProvider time)
{
    private const int SecretBytes = 16;

    /// <summary>The device may connect as soon as this returns.</summary>
    public async Task<RegistrationOutcome> RegisterAsync(Viewer viewer, Device device, CancellationToken ct)
    {
        if (!viewer.May(Permission.RegisterDevices)) return new(null, RegistrationProblem.NotAllowed);
        if (await devices.FindAsync(DeviceScope.All, device.Id, ct) is not null) return new(null, RegistrationProblem.Taken);
        if (device.Site is { } site && (await devices.SitesAsync(viewer.Scope, ct)).All(s => s.Id != site)) return new(null, RegistrationProblem.NoSuchSite);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = time.GetUtcNow();
        await devices.SaveAsync(new([], [], [device]) { Secrets = new Dictionary<DeviceId, string> { [device.Id] = secret } }, now, ct);
        await registry.RefreshAsync(ct);
        await audit.WriteAsync(new(now, viewer.UserId, viewer.Name, "device.register", device.Id.Value, device.Product.Value), ct);
        return new(secret, null);
    }
}

/// <param name="Secret">What the device signs in with; null exactly when there is a problem.</param>
public sealed record RegistrationOutcome(string? Secret, RegistrationProblem? Problem);

public enum RegistrationProblem { NotAllowed, Taken, NoSuchSite }
