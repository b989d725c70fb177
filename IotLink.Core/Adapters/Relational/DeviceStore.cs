using System.Security.Cryptography;
using System.Text;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class DeviceStore(RelationalDatabase database) : IDeviceStore
{
    public Task<long> VersionAsync(CancellationToken ct) => database.ReadAsync(db => VersionAsync(db, ct), ct);

    public Task<RegistrySnapshot> LoadAsync(CancellationToken ct) => database.ReadAsync(
        async db =>
        {
            // The version first: what changes meanwhile is then newer than the version says, and loaded again.
            var version = await VersionAsync(db, ct);
            var devices = await db.Devices.ToListAsync(ct);
            var owners = await db.Sites.ToDictionaryAsync(s => s.Id, s => CustomerId.Parse(s.CustomerId, null), ct);
            var secrets = await db.Credentials.ToDictionaryAsync(c => DeviceId.Parse(c.DeviceId, null), c => c.Sha256, ct);
            return new RegistrySnapshot(
                version,
                [.. devices.Select(d => d.ToDevice())],
                devices.Where(d => d.SiteId is not null && owners.ContainsKey(d.SiteId)).ToDictionary(d => DeviceId.Parse(d.Id, null), d => owners[d.SiteId!]),
                secrets);
        },
        ct);

    public Task<Page<DeviceRow>> ListAsync(DeviceScope scope, DeviceQuery query, CancellationToken ct) => database.ReadAsync(
        async db =>
        {
            var found = DeviceQueries.Matching(DeviceQueries.Visible(db, scope), query);
            var total = await found.CountAsync(ct);
            var page = await DeviceQueries.Sorted(found, query).Skip(query.Skip).Take(query.Take).ToListAsync(ct);
            return new Page<DeviceRow>([.. page.Select(r => r.ToRow())], total);
        },
        ct);

    public Task<DeviceRow?> FindAsync(DeviceScope scope, DeviceId id, CancellationToken ct) => database.ReadAsync(
        async db => (await DeviceQueries.Visible(db, scope).FirstOrDefaultAsync(r => r.Device.Id == id.Value, ct))?.ToRow(), ct);

    public Task<IReadOnlyList<Site>> SitesAsync(DeviceScope scope, CancellationToken ct) => database.ReadAsync<IReadOnlyList<Site>>(
        async db =>
        {
            var customer = scope.Customer?.Value;
            var sites = db.Sites.Where(s => scope.IsAll || s.CustomerId == customer).OrderBy(s => s.Name).ThenBy(s => s.Id);
            return [.. (await sites.ToListAsync(ct)).Select(s => s.ToSite())];
        },
        ct);

    public Task<IReadOnlyList<Customer>> CustomersAsync(DeviceScope scope, CancellationToken ct) => database.ReadAsync<IReadOnlyList<Customer>>(
        async db =>
        {
            var customer = scope.Customer?.Value;
            var customers = db.Customers.Where(c => scope.IsAll || c.Id == customer).OrderBy(c => c.Name).ThenBy(c => c.Id);
            return [.. (await customers.ToListAsync(ct)).Select(c => c.ToCustomer())];
        },
        ct);

    public Task<ILookup<DeviceId, Ownership>> OwnershipsAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct) => database.ReadAsync(
        async db =>
        {
            var ids = devices.Select(d => d.Value).ToList();
            var periods = await db.Ownerships.Where(o => EF.Parameter(ids).Contains(o.DeviceId)).OrderBy(o => o.From).ToListAsync(ct);
            return periods.Select(o => o.ToOwnership()).ToLookup(o => o.Device);
        },
        ct);

    public Task SaveAsync(MasterData changes, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            await OneAtATime.EnterAsync(db, OneAtATime.Registry, ct);
            await MasterDataWriter.MergeAsync(db, changes, now, ct);
            if (db.ChangeTracker.HasChanges()) await CountAsync(db, ct);
            return true;
        },
        ct);

    public Task SetCredentialAsync(DeviceId id, string secret, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
            if (await db.Credentials.FindAsync([id.Value], ct) is { } known) (known.Sha256, known.SetAt) = (hash, now);
            else db.Credentials.Add(new() { DeviceId = id.Value, Sha256 = hash, SetAt = now });
            await CountAsync(db, ct);
            return true;
        },
        ct);

    private static Task<long> VersionAsync(IotLinkDb db, CancellationToken ct) =>
        db.Counters.Where(c => c.Name == CounterEntity.Registry).Select(c => c.Value).SingleAsync(ct);

    /// <summary>After the changes themselves: the row stays locked until the commit, so versions become visible in their order.</summary>
    private static async Task CountAsync(IotLinkDb db, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await db.Counters.Where(c => c.Name == CounterEntity.Registry).ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value + 1), ct);
    }
}
