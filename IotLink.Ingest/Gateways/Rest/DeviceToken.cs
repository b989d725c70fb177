using System.Net;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Ingest.Gateways.Admission;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>
/// The bearer token of one request, and for whom it speaks: a device's secret for the device, a hub's secret also for its children.
/// </summary>
internal sealed class DeviceToken(HttpContext http, Admittance admission, IDeviceRegistry registry)
{
    private const string Scheme = "Bearer ";

    private readonly Dictionary<DeviceId, Refusal?> _known = [];
    private readonly string? _secret = Secret(http.Request.Headers.Authorization);
    private readonly IPAddress _source = http.Connection.RemoteIpAddress ?? IPAddress.None;

    /// <returns>null when the token may speak for <paramref name="device"/>.</returns>
    /// <param name="hub">The hub whose secret it is; null when it is the device's own.</param>
    public Refusal? Check(string device, out DeviceId id, out DeviceId? hub)
    {
        hub = DeviceId.TryParse(device, out id) ? registry.Find(id)?.Hub : null;
        if (hub is { } claimed && SignIn(claimed) is null) return null;
        hub = null;
        if (_known.TryGetValue(id, out var known)) return known;
        return _known[id] = admission.SignIn(device, _secret, _source, out _);
    }

    private Refusal? SignIn(DeviceId device)
    {
        if (_known.TryGetValue(device, out var known)) return known;
        return _known[device] = _secret is not null && registry.Verify(device, _secret)
            ? null
            : new(Reason.DeviceUnauthorized, "Not the hub's secret.");
    }

    private static string? Secret(string? header) =>
        header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? header[Scheme.Length..].Trim() : null;
}
