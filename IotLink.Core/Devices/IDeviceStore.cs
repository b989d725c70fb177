namespace IotLink.Core.Devices;

/// <summary>The truth about devices, sites and customers. Relational; every method is one transaction.</summary>
public interface IDeviceStore
{
    /// <summary>Everything the hot path needs to know. Called at start and when <see cref="VersionAsync"/> has moved.</summary>
    Task<RegistrySnapshot> LoadAsync(CancellationToken ct);

    /// <summary>Grows with every change to devices, ownership or credentials.</summary>
    Task<long> VersionAsync(CancellationToken ct);

    Task<Page<DeviceRow>> ListAsync(DeviceScope scope, DeviceQuery query, CancellationToken ct);

    /// <returns>null when there is no such device or the scope does not reach it: the caller cannot tell which.</returns>
    Task<DeviceRow?> FindAsync(DeviceScope scope, DeviceId id, CancellationToken ct);

    /// <summary>Where the devices have stood, each device's periods oldest first.</summary>
    Task<ILookup<DeviceId, Ownership>> OwnershipsAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct);

    Task<IReadOnlyList<Site>> SitesAsync(DeviceScope scope, CancellationToken ct);

    Task<IReadOnlyList<Customer>> CustomersAsync(DeviceScope scope, CancellationToken ct);

    /// <summary>Inserts what is new and replaces what is there, by id. Ownership changes when a device's site does.</summary>
    Task SaveAsync(MasterData changes, DateTimeOffset now, CancellationToken ct);

    /// <summary>Gives the device a new secret; only its SHA-256 is kept.</summary>
    Task SetCredentialAsync(DeviceId id, string secret, DateTimeOffset now, CancellationToken ct);
}

/// <param name="Owners">Current owner by device, for devices that stand somewhere.</param>
/// <param name="SecretHashes">SHA-256 of each device's secret.</param>
public sealed record RegistrySnapshot(
    long Version,
    IReadOnlyList<Device> Devices,
    IReadOnlyDictionary<DeviceId, CustomerId> Owners,
    IReadOnlyDictionary<DeviceId, byte[]> SecretHashes);

public sealed record MasterData(
    IReadOnlyList<Customer> Customers,
    IReadOnlyList<Site> Sites,
    IReadOnlyList<Device> Devices)
{
    /// <summary>New secrets for some of the devices, in the same transaction; only their SHA-256 is kept.</summary>
    public IReadOnlyDictionary<DeviceId, string> Secrets { get; init; } = new Dictionary<DeviceId, string>();
}

/// <summary>A device joined with where it stands. The names are for the service view; the lab sees the codes.</summary>
public sealed record DeviceRow(Device Device, Site? Site, Customer? Customer);

/// <param name="Search">Part of an id or name, any case; null for all.</param>
/// <param name="Sort">Device, Product, Site or Customer.</param>
public sealed record DeviceQuery(
    string? Search = null,
    ProductId? Product = null,
    SiteId? Site = null,
    DeviceSort Sort = DeviceSort.Device,
    bool Descending = false,
    int Skip = 0,
    int Take = 50)
{
    /// <summary>Sites and customers are sorted by code, for who may not see their names: an order tells as much as a text.</summary>
    public bool NamesHidden { get; init; }
}

public enum DeviceSort { Device, Product, Site, Customer }
