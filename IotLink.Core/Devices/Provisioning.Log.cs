using Microsoft.Extensions.Logging;

namespace IotLink.Core.Devices;

public sealed partial class Provisioning
{
    [LoggerMessage(1, LogLevel.Information, "Registered or updated {Count} devices after what they or their hubs announced.")]
    private static partial void LogSaved(ILogger log, int count);

    [LoggerMessage(2, LogLevel.Warning, "A notice about device {Device} through hub {Hub} was ignored: {Why}.")]
    private static partial void LogRefused(ILogger log, DeviceId device, DeviceId? hub, string why);
}
