using IotLink.Core.Devices;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>
/// What a session is called inside the server: the device's id, or behind a slash what the client calls itself. So no device can come near
/// another's session, and a device with a certificate may have several.
/// </summary>
internal static class SessionName
{
    private const char Between = '/';

    public static string Of(DeviceId device, string? client) =>
        string.IsNullOrEmpty(client) || client == device.Value ? device.Value : $"{device.Value}{Between}{client}";

    public static bool TryRead(string? session, out DeviceId device) => DeviceId.TryParse(session?.Split(Between, 2)[0], out device);
}
