using System.Security.Cryptography;
using System.Text;

namespace IotLink.Core.Devices;

/// <summary>
/// An unchanging picture of the store, swapped whole: readers never lock, and never see half a change.
/// </summary>
internal sealed class DeviceRegistry(IDeviceStore store) : IDeviceRegistry, IDisposable
{
    private static readonly byte[] NoSecret = new byte[SHA256.HashSizeInBytes];

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile Picture _picture = new(-1, [], []);

    public Device? Find(DeviceId id) => _picture.Entries.GetValueOrDefault(id)?.Device;

    public CustomerId? OwnerOf(DeviceId id) => _picture.Entries.GetValueOrDefault(id)?.Owner;

    public bool IsChild(DeviceId hub, DeviceId child) => Find(child)?.Hub == hub;

    public int ChildrenOf(DeviceId hub) => _picture.Children.GetValueOrDefault(hub);

    public bool Verify(DeviceId id, string secret)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), given);

        // An unknown device is compared too, so that the time taken does not tell which devices there are.
        var known = _picture.Entries.GetValueOrDefault(id)?.SecretHash;
        return CryptographicOperations.FixedTimeEquals(given, known ?? NoSecret) & known is not null;
    }

    public async Task RefreshAsync(CancellationToken ct)
    {
        await _refreshing.WaitAsync(ct);
        try
        {
            if (await store.VersionAsync(ct) == _picture.Version) return;
            _picture = Of(await store.LoadAsync(ct));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private static Picture Of(RegistrySnapshot loaded)
    {
        var entries = new Dictionary<DeviceId, Entry>(loaded.Devices.Count);
        var children = new Dictionary<DeviceId, int>();
        foreach (var device in loaded.Devices)
        {
            if (device.Hub is { } hub) children[hub] = children.GetValueOrDefault(hub) + 1;
            CustomerId? owner = loaded.Owners.TryGetValue(device.Id, out var customer) ? customer : null;
            entries[device.Id] = new(device, owner, loaded.SecretHashes.GetValueOrDefault(device.Id));
        }

        return new(loaded.Version, entries, children);
    }

    private sealed record Picture(long Version, Dictionary<DeviceId, Entry> Entries, Dictionary<DeviceId, int> Children);

    private sealed record Entry(Device Device, CustomerId? Owner, byte[]? SecretHash);
}
