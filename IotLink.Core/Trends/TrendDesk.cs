using IotLink.Core.Accounts;
using IotLink.Core.Aggregates;
using IotLink.Core.CustomerDays;
using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Core.History;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Trends;

/// <summary>
/// One way to ask for a curve, over readings and aggregates: what it is made from follows from range and room. What is not there for a
/// viewer answers null.
/// </summary>
public sealed class TrendDesk(
    IHotStore hot, IReadingHistory history, IAggregateStore aggregates, ICustomerDayStore customerDays, DeviceReach reach, AggregateCalendar calendar)
{
    /// <summary>Columns of one curve.</summary>
    public const int MostColumns = 4000;

    /// <summary>One metric of a device. A customer sees no time in which the device was somebody else's.</summary>
    public async Task<Trend?> OfDeviceAsync(Viewer viewer, DeviceId device, TrendQuestion question, CancellationToken ct)
    {
        if (await reach.SinceAsync(viewer, device, ct) is not { } since) return null;
        var (from, columns) = (question.From < since ? since : question.From, Math.Clamp(question.Columns, 10, MostColumns));
        if (from >= question.To) return Trend.Empty;
        var tier = question.Tier ?? TrendTiers.Choose(question.To - from, columns, await history.KeptFromAsync(ct) is { } kept && from >= kept);
        if (tier == TrendTier.Readings)
            return new(tier, TrendColumns.Of(await hot.SeriesAsync(device, question.Metric, from, question.To.AddMilliseconds(-1), columns * 2, ct)));
        // A window that begins before the device changed hands holds what is not the viewer's.
        var span = TrendTiers.SpanOf(tier);
        var first = calendar.StartOf(span, from);
        if (first < since) first = calendar.EndOf(span, first);
        return await OfAsync(new(span, null, device, first, question.To), tier, question with { Columns = columns }, ct);
    }

    /// <summary>All that a device reported of a metric in the whole hours of a range; null when it is not there, or reported nothing.</summary>
    public async Task<MetricAggregate?> SummaryAsync(Viewer viewer, DeviceId device, TrendQuestion question, CancellationToken ct)
    {
        if (await reach.SinceAsync(viewer, device, ct) is not { } since) return null;
        var from = question.From < since ? since : question.From;
        var first = calendar.StartOf(AggregateSpan.Hour, from);
        if (first < since) first = calendar.EndOf(AggregateSpan.Hour, first);
        if (first >= question.To) return null;
        var whole = new MetricAggregate();
        foreach (var hour in await aggregates.ReadAsync(new(AggregateSpan.Hour, null, device, first, question.To), ct))
        {
            if (hour.Of(question.Metric) is { } values) whole.Add(values);
        }

        return whole.Count == 0 ? null : whole;
    }

    /// <summary>One metric of all devices of a product; for staff.</summary>
    public async Task<Trend?> OfProductAsync(Viewer viewer, ProductId product, TrendQuestion question, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDevices) || !viewer.Scope.IsAll) return null;
        var columns = Math.Clamp(question.Columns, 10, MostColumns);
        var tier = question.Tier is { } asked and not TrendTier.Readings ? asked : TrendTiers.Choose(question.To - question.From, columns, hasReadings: false);
        var span = TrendTiers.SpanOf(tier);
        return await OfAsync(new(span, product, null, calendar.StartOf(span, question.From), question.To), tier, question with { Columns = columns }, ct);
    }

    /// <summary>One metric of a customer's devices of a product, by day.</summary>
    public async Task<Trend?> OfCustomerAsync(Viewer viewer, CustomerId customer, ProductId product, TrendQuestion question, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewAnalysis) || !viewer.Scope.Allows(customer)) return null;
        var days = await customerDays.ReadAsync(new(calendar.DayOf(question.From), calendar.DayOf(question.To.AddTicks(-1)), customer, product), ct);
        var windows = days.Where(d => d.Metrics.ContainsKey(question.Metric)).Select(d => (calendar.StartOf(d.Day), d.Metrics[question.Metric])).ToList();
        return new(TrendTier.Days, TrendColumns.Of(windows, question.Statistic, Math.Clamp(question.Columns, 10, MostColumns)));
    }

    /// <summary>Metrics with numbers that a product's devices had in a range; for staff.</summary>
    public async Task<IReadOnlyList<string>> MetricsAsync(Viewer viewer, ProductId product, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDevices) || !viewer.Scope.IsAll) return [];
        var days = await aggregates.ReadAsync(new(AggregateSpan.Day, product, null, calendar.StartOf(AggregateSpan.Day, from), to), ct);
        return [.. days.SelectMany(d => d.Metrics.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private async Task<Trend> OfAsync(AggregateQuery query, TrendTier tier, TrendQuestion question, CancellationToken ct)
    {
        var windows = new List<(DateTimeOffset Start, MetricAggregate Values)>();
        foreach (var document in await aggregates.ReadAsync(query, ct))
        {
            if (document.Of(question.Metric) is not { } values) continue;
            // A device that was of two products in one window.
            if (windows.Count > 0 && windows[^1].Start == document.Key.Start) windows[^1].Values.Add(values);
            else windows.Add((document.Key.Start, values));
        }

        return new(tier, TrendColumns.Of(windows, question.Statistic, question.Columns));
    }
}

/// <param name="To">Exclusive.</param>
/// <param name="Columns">How many points there is room for; readings may give two for each.</param>
/// <param name="Tier">null: whatever fits.</param>
public sealed record TrendQuestion(
    string Metric, DateTimeOffset From, DateTimeOffset To, int Columns = 1000, Statistic Statistic = Statistic.Mean, TrendTier? Tier = null);
