using System.Security.Cryptography;
using System.Text;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>Merges master data into the tables by id and keeps the ownership periods in step with the devices' sites.</summary>
internal static class MasterDataWriter
{
    public static async Task MergeAsync(IotLinkDb db, MasterData changes, DateTimeOffset now, CancellationToken ct)
    {
        await MergeAsync(db, db.Customers, changes.Customers.Select(CustomerEntity.Of), c => c.Id, ct);
        await MergeAsync(db, db.Sites, changes.Sites.Select(SiteEntity.Of), s => s.Id, ct);
        await MergeDevicesAsync(db, changes.Devices, now, ct);
        await MergeSecretsAsync(db, changes.Secrets, now, ct);
    }

    private static async Task MergeAsync<T>(IotLinkDb db, DbSet<T> table, IEnumerable<T> rows, Func<T, string> idOf, CancellationToken ct)
        where T : class
    {
        foreach (var row in rows)
        {
            if (await table.FindAsync([idOf(row)], ct) is { } known) db.Entry(known).CurrentValues.SetValues(row);
            else table.Add(row);
        }
    }

    private static async Task MergeDevicesAsync(IotLinkDb db, IReadOnlyList<Device> devices, DateTimeOffset now, CancellationToken ct)
    {
        var ids = devices.Select(d => d.Id.Value).ToList();
        var known = await db.Devices.Where(d => EF.Parameter(ids).Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
        var periods = await db.Ownerships.Where(o => o.To == null && EF.Parameter(ids).Contains(o.DeviceId)).ToDictionaryAsync(o => o.DeviceId, ct);
        foreach (var device in devices)
        {
            var row = DeviceEntity.Of(device);
            if (known.TryGetValue(row.Id, out var before)) db.Entry(before).CurrentValues.SetValues(row);
            else db.Devices.Add(known[row.Id] = row);
            Move(db, row, periods, now);
        }
    }

    private static void Move(IotLinkDb db, DeviceEntity device, Dictionary<string, OwnershipEntity> periods, DateTimeOffset now)
    {
        var current = periods.GetValueOrDefault(device.Id);
        if (current?.SiteId == device.SiteId) return;
        if (current is not null && current.From >= now && device.SiteId is not null)
        {
            current.SiteId = device.SiteId; // moved twice in one instant: a period without length would mean nothing
            return;
        }

        if (current is not null) current.To = now;
        periods.Remove(device.Id);
        if (device.SiteId is null) return;
        db.Ownerships.Add(periods[device.Id] = new() { DeviceId = device.Id, SiteId = device.SiteId, From = now });
    }

    private static async Task MergeSecretsAsync(IotLinkDb db, IReadOnlyDictionary<DeviceId, string> secrets, DateTimeOffset now, CancellationToken ct)
    {
        var ids = secrets.Keys.Select(id => id.Value).ToList();
        var known = await db.Credentials.Where(c => EF.Parameter(ids).Contains(c.DeviceId)).ToDictionaryAsync(c => c.DeviceId, ct);
        foreach (var (id, secret) in secrets)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
            if (!known.TryGetValue(id.Value, out var credential)) db.Credentials.Add(new() { DeviceId = id.Value, Sha256 = hash, SetAt = now });
            else if (!credential.Sha256.AsSpan().SequenceEqual(hash)) (credential.Sha256, credential.SetAt) = (hash, now);
        }
    }
}
