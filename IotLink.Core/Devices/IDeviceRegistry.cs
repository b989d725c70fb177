namespace IotLink.Core.Devices;

/// <summary>
/// The registry as the hot path sees it: in memory, never waits. It follows <see cref="IDeviceStore"/> within seconds.
/// </summary>
public interface IDeviceRegistry
{
    Device? Find(DeviceId id);

    /// <summary>Who owns the device today; null when it stands nowhere.</summary>
    CustomerId? OwnerOf(DeviceId id);

    /// <summary>Whether <paramref name="child"/> hangs under <paramref name="hub"/>.</summary>
    bool IsChild(DeviceId hub, DeviceId child);

    /// <summary>How many devices hang under <paramref name="hub"/>.</summary>
    int ChildrenOf(DeviceId hub);

    /// <summary>Whether <paramref name="secret"/> is the device's own. Constant time; false for an unknown device.</summary>
    bool Verify(DeviceId id, string secret);

    /// <summary>Reads what the store has that this does not; done by itself every few seconds and at once after a local change.</summary>
    Task RefreshAsync(CancellationToken ct);
}
