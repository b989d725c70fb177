using IotLink.Core.Devices;

namespace IotLink.Ingest.Gateways;

/// <summary>The way to a device that holds a session now. In memory only: whoever must be sure keeps its own outbox.</summary>
public interface IDeviceLink
{
    /// <summary>
    /// Queues a message for the device's session (QoS 1 where it subscribed so). The device must have subscribed to <paramref name="topic"/>.
    /// </summary>
    /// <returns>false when the device has no session or its queue is full.</returns>
    bool TrySend(DeviceId device, string topic, ReadOnlyMemory<byte> payload);
}
