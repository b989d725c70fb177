using IotLink.Core.Devices;

namespace IotLink.Core.History;

/// <summary>Event times whose aggregates were computed from readings that are others now: to be computed again.</summary>
/// <param name="Device">null: any device of the product.</param>
/// <param name="Cause">What made them stale: <c>replay:{job}</c>, <c>rollback:{job}</c>. Marking twice for one cause changes nothing.</param>
public sealed record StaleWindow(ProductId Product, DeviceId? Device, DateTimeOffset From, DateTimeOffset To, string Cause, DateTimeOffset MarkedAt);

/// <summary>What aggregation has to look at again.</summary>
public interface IStaleWindows
{
    Task MarkAsync(IReadOnlyList<StaleWindow> windows, CancellationToken ct);

    /// <summary>Oldest mark first.</summary>
    Task<IReadOnlyList<StaleWindow>> ListAsync(int count, CancellationToken ct);

    /// <summary>They have been computed again.</summary>
    Task ClearAsync(IReadOnlyList<StaleWindow> windows, CancellationToken ct);
}
