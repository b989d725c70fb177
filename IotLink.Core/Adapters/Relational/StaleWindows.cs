using IotLink.Core.History;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class StaleWindows(RelationalDatabase database) : IStaleWindows
{
    public Task MarkAsync(IReadOnlyList<StaleWindow> windows, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            foreach (var cause in windows.GroupBy(w => w.Cause))
            {
                var there = await db.StaleWindows.Where(w => w.Cause == cause.Key).Select(w => new { w.ProductId, w.DeviceId }).ToListAsync(ct);
                var known = there.Select(w => (w.ProductId, w.DeviceId)).ToHashSet();
                db.StaleWindows.AddRange(cause.Where(w => known.Add((w.Product.Value, w.Device?.Value ?? ""))).Select(StaleWindowEntity.Of));
            }

            return true;
        },
        ct);

    public Task<IReadOnlyList<StaleWindow>> ListAsync(int count, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<StaleWindow>>(
        async db => [.. (await db.StaleWindows.OrderBy(w => w.Id).Take(count).ToListAsync(ct)).Select(w => w.ToWindow())], ct);

    public Task ClearAsync(IReadOnlyList<StaleWindow> windows, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            foreach (var window in windows)
            {
                var device = window.Device?.Value ?? "";
                await db.StaleWindows.Where(w => w.Cause == window.Cause && w.ProductId == window.Product.Value && w.DeviceId == device).ExecuteDeleteAsync(ct);
            }

            return true;
        },
        ct);
}
