using System.Collections.Concurrent;
using IotLink.Core.Devices;

namespace IotLink.Tests.Support;

/// <summary>A device registry one writes down in a test.</summary>
public sealed class FakeRegistry : IDeviceRegistry
{
    private readonly ConcurrentDictionary<DeviceId, (Device Device, string Secret)> _devices = new();

    public FakeRegistry With(string id, string secret = "secret", string product = "prod-a", string? hub = null)
    {
        var device = new Device(DeviceId.Parse(id, null), ProductId.Parse(product, null), id)
        {
            Hub = hub is null ? null : DeviceId.Parse(hub, null),
        };
        _devices[device.Id] = (device, secret);
        return this;
    }

    public Device? Find(DeviceId id) => _devices.TryGetValue(id, out var known) ? known.Device : null;

    public CustomerId? OwnerOf(DeviceId id) => null;

    public bool IsChild(DeviceId hub, DeviceId child) => Find(child)?.Hub == hub;

    public int ChildrenOf(DeviceId hub) => _devices.Values.Count(known => known.Device.Hub == hub);

    public bool Verify(DeviceId id, string secret) => _devices.TryGetValue(id, out var known) && known.Secret == secret;

    public Task RefreshAsync(CancellationToken ct) => Task.CompletedTask;
}
