using IotLink.Core.Accounts;
using IotLink.Core.Devices;

namespace IotLink.Core.Quality;

/// <summary>What pages ask about the quality of data. The right is checked here; who may not see it is told nothing.</summary>
public sealed class QualityDesk(IQualityStore store)
{
    private const int MostShown = 50;

    /// <summary>Counts by product, firmware and day of the zone, for <paramref name="days"/> days through <paramref name="last"/>.</summary>
    /// <param name="product">null: all.</param>
    public async Task<IReadOnlyList<QualityDay>> DaysAsync(
        Viewer viewer, ProductId? product, DateOnly last, int days, TimeZoneInfo zone, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewPipeline)) return [];
        var (from, to) = (HoursOf(last.AddDays(1 - days), zone).From, HoursOf(last, zone).To);
        var counts = await store.CountsAsync(from, to, product, ct);
        return
        [
            .. counts.GroupBy(c => (c.Key.Product, c.Key.Firmware, Day: DayOf(c.Key.Hour, zone)), c => c.Value)
                .Select(g => new QualityDay(g.Key.Product, g.Key.Firmware, g.Key.Day, QualityCounts.Sum(g))),
        ];
    }

    /// <summary>Which rules a product's devices broke on a day, and which devices did.</summary>
    /// <param name="firmware">null: all.</param>
    /// <param name="rule">Narrows the devices; null: all.</param>
    /// <returns>null when the viewer may not see it.</returns>
    public async Task<QualityDetail?> DetailAsync(
        Viewer viewer, ProductId product, DateOnly day, TimeZoneInfo zone, string? firmware, string? rule, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewPipeline)) return null;
        var (from, to) = HoursOf(day, zone);
        return new(
            await store.RulesAsync(from, to, product, firmware, ct),
            viewer.May(Permission.ViewDevices) ? await store.DevicesAsync(from, to, product, firmware, rule, MostShown, ct) : []);
    }

    /// <summary>Data that is older than its contract allows, as of the last minute.</summary>
    public async Task<IReadOnlyList<StaleData>> StaleAsync(Viewer viewer, ProductId? product, CancellationToken ct) =>
        viewer.May(Permission.ViewPipeline) && viewer.May(Permission.ViewDevices) ? await store.StaleAsync(product, MostShown, ct) : [];

    /// <summary>Hours of arrival that make up a day. Where a zone is off by part of an hour, its day begins with the hour it falls into.</summary>
    private static (long From, long To) HoursOf(DateOnly day, TimeZoneInfo zone) => (Begin(day, zone), Begin(day.AddDays(1), zone));

    private static long Begin(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return QualityKey.HourOf(new(midnight, zone.GetUtcOffset(midnight)));
    }

    private static DateOnly DayOf(long hour, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(QualityKey.TimeOf(hour), zone).DateTime);
        return hour >= Begin(day.AddDays(1), zone) ? day.AddDays(1) : day;
    }
}

/// <summary>A product's counts of one day, for one firmware.</summary>
public sealed record QualityDay(ProductId Product, string Firmware, DateOnly Day, QualityCounts Counts);

/// <summary>What is behind a day's score.</summary>
public sealed record QualityDetail(IReadOnlyList<RuleBreaches> Rules, IReadOnlyList<DeviceBreaches> Devices);
