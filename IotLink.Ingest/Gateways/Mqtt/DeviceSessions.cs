using System.Collections.Concurrent;
using IotLink.Core.Devices;
using MQTTnet.Server;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>The sessions each device has now, and what they subscribed to. Any thread.</summary>
internal sealed class DeviceSessions(int mostPerDevice)
{
    private readonly ConcurrentDictionary<DeviceId, ConcurrentDictionary<string, DeviceSession>> _devices = new();

    /// <returns>false when the device has as many others as it may.</returns>
    public bool TryEnter(DeviceId device, string name, bool forgetsFormer)
    {
        var sessions = _devices.GetOrAdd(device, _ => new(StringComparer.Ordinal));
        if (sessions.Count >= mostPerDevice && !sessions.ContainsKey(name)) return false;
        if (forgetsFormer) sessions[name] = new();
        else sessions.GetOrAdd(name, _ => new());
        return true;
    }

    /// <summary>The one that was entered.</summary>
    public DeviceSession Of(DeviceId device, MqttSessionStatus session)
    {
        var found = _devices.GetOrAdd(device, _ => new(StringComparer.Ordinal)).GetOrAdd(session.Id, _ => new());
        found.Serve(session);
        return found;
    }

    public DeviceSession? Find(DeviceId device, string name) =>
        _devices.TryGetValue(device, out var sessions) && sessions.TryGetValue(name, out var found) ? found : null;

    /// <summary>To every session that subscribed.</summary>
    /// <returns>false when none took it.</returns>
    public bool TrySend(DeviceId device, string topic, ReadOnlyMemory<byte> payload)
    {
        if (!_devices.TryGetValue(device, out var sessions)) return false;
        var taken = false;
        foreach (var (_, session) in sessions) taken |= session.TrySend(topic, payload);
        return taken;
    }

    /// <summary>The server has given a session up; one that has taken its name since stays.</summary>
    public void Forget(DeviceId device, SessionDeletedEventArgs deleted)
    {
        if (!_devices.TryGetValue(device, out var sessions) || !sessions.TryGetValue(deleted.Id, out var session)) return;
        if (session.MayBe(deleted)) sessions.TryRemove(new(deleted.Id, session));
    }
}
