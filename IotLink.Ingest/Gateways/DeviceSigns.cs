using System.Collections.Concurrent;
using IotLink.Core.Devices;

namespace IotLink.Ingest.Gateways;

/// <summary>What the broker's connections show of devices: which are here, and what they have confirmed. Any thread.</summary>
public sealed class DeviceSigns
{
    private readonly ConcurrentDictionary<DeviceId, int> _here = new();

    /// <summary>A device has subscribed to something. Returns at once and throws nothing.</summary>
    public event Action<DeviceId>? Came;

    /// <summary>A device's PUBACK: topic and payload of what it has. Returns at once and throws nothing.</summary>
    public event Action<DeviceId, string, ReadOnlyMemory<byte>>? Confirmed;

    /// <summary>Whether the device holds a connection to this host now.</summary>
    public bool IsHere(DeviceId device) => _here.GetValueOrDefault(device) > 0;

    internal void Enter(DeviceId device) => _here.AddOrUpdate(device, 1, (_, count) => count + 1);

    internal void Leave(DeviceId device)
    {
        if (_here.AddOrUpdate(device, 0, (_, count) => count - 1) <= 0) _here.TryRemove(new(device, 0));
    }

    internal void Subscribe(DeviceId device) => Came?.Invoke(device);

    internal void Confirm(DeviceId device, string topic, ReadOnlyMemory<byte> payload) => Confirmed?.Invoke(device, topic, payload);
}
