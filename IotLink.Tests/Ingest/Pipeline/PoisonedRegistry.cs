using IotLink.Core.Devices;

namespace IotLink.Tests.Ingest.Pipeline;

/// <summary>Throws for one device, as only a bug would.</summary>
internal sealed class PoisonedRegistry(IDeviceRegistry inner, DeviceId poison) : IDeviceRegistry
{
    public Device? Find(DeviceId id) => id == poison ? throw new KeyNotFoundException("A bug.") : inner.Find(id);

    public CustomerId? OwnerOf(DeviceId id) => inner.OwnerOf(id);

    public bool IsChild(DeviceId hub, DeviceId child) => inner.IsChild(hub, child);

    public int ChildrenOf(DeviceId hub) => inner.ChildrenOf(hub);

    public bool Verify(DeviceId id, string secret) => inner.Verify(id, secret);

    public Task RefreshAsync(CancellationToken ct) => inner.RefreshAsync(ct);
}
