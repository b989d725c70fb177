using IotLink.Core.Accounts;
using IotLink.Core.CustomerDays;
using IotLink.Core.Devices;
using IotLink.Core.Trends;

namespace IotLink.Core.Analysis;

/// <summary>What people ask about analysis data; each sees what is theirs to see.</summary>
public sealed class AnalysisDesk(ICustomerDayStore days, TrendDesk trends, IDeviceStore devices)
{
    /// <summary>Hours of a day: the season of most machines.</summary>
    private const int Season = 24;

    /// <summary>Days by customer and product; a customer its own only.</summary>
    public async Task<IReadOnlyList<CustomerDay>> DaysAsync(Viewer viewer, CustomerDayQuery query, CancellationToken ct) =>
        Seen(viewer, query) is { } seen ? await days.ReadAsync(seen, ct) : [];

    /// <summary>What formulas made of them.</summary>
    public async Task<IReadOnlyList<AnalysisValue>> ValuesAsync(Viewer viewer, CustomerDayQuery query, CancellationToken ct) =>
        Seen(viewer, query) is { } seen ? await days.ValuesAsync(seen, ct) : [];

    /// <summary>Names as this viewer may see them.</summary>
    public async Task<IReadOnlyDictionary<CustomerId, string>> CustomersAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewAnalysis)
            ? (await devices.CustomersAsync(viewer.Scope, ct)).ToDictionary(c => c.Id, c => Masking.For(viewer, c)!.Name)
            : new Dictionary<CustomerId, string>();

    /// <summary>What is unusual in a device's hours, where its level changed, and what comes next; the evidence is the curve itself.</summary>
    /// <returns>null when the device is not there for this viewer, or what it reported is too little to say anything.</returns>
    public async Task<DeviceAnalysis?> OfDeviceAsync(Viewer viewer, DeviceId device, string metric, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var trend = await trends.OfDeviceAsync(viewer, device, new(metric, from, to, TrendDesk.MostColumns, Tier: TrendTier.Hours), ct);
        return trend is null ? null : DeviceAnalysis.Of(trend.Points, TimeSpan.FromHours(1), Season);
    }

    private static CustomerDayQuery? Seen(Viewer viewer, CustomerDayQuery query)
    {
        if (!viewer.May(Permission.ViewAnalysis)) return null;
        if (viewer.Scope.IsAll) return query;
        if (viewer.Customer is not { } own || (query.Customer is { } asked && asked != own)) return null;
        return query with { Customer = own };
    }
}
