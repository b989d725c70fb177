using IotLink.Core.Accounts;
using IotLink.Core.Aggregates;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;

namespace IotLink.Core.CustomerDays;

/// <summary>What a formula that is being written would have made of past days, beside what there is now. Nothing is stored.</summary>
public sealed class FormulaPreview(CustomerDayRun run, IAggregateStore aggregates, ICustomerDayStore store, IDocumentStore documents, IDeviceStore devices, AggregateCalendar calendar)
{
    /// <summary>Days at most.</summary>
    public const int Most = 90;

    /// <param name="key">Whose text it is, published or not.</param>
    /// <returns>null without the right; empty when the text has a fault. Customers are codes where names may not be seen.</returns>
    public async Task<IReadOnlyList<FormulaPreviewRow>?> OfAsync(Viewer viewer, DocumentKey key, string text, DateOnly from, DateOnly to, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDocuments) || key.Kind != DocumentKind.Formula) return null;
        var faults = new List<DocumentFault>();
        var metrics = FormulaDocument.Read(text, faults).Select(f => f.Metric).ToHashSet(StringComparer.Ordinal);
        if (faults.Count > 0) return [];
        if (to.DayNumber - from.DayNumber >= Most) from = to.AddDays(1 - Most);
        var inForce = await documents.InForceAsync(ct);
        var others = inForce.Documents.Where(d => d.Key != key);
        var formulas = new FormulasInForce(inForce with { Documents = [.. others, new DocumentInForce(key, 0, text)] });
        var names = (await devices.CustomersAsync(viewer.Scope, ct)).ToDictionary(c => c.Id, c => Masking.For(viewer, c)!.Name);
        var now = (await store.ValuesAsync(new(from, to), ct)).Where(v => v.Device is null && metrics.Contains(v.Metric)).ToDictionary(v => (v.Day, v.Customer, v.Product, v.Metric));
        var there = (await aggregates.DaysAsync(0, ct)).Select(d => calendar.DayOf(d.Start)).Where(d => d >= from && d <= to);
        var rows = new List<FormulaPreviewRow>();
        foreach (var day in there)
        {
            foreach (var value in (await run.MakeAsync(day, 0, formulas, ct)).Values.Where(v => v.Device is null && metrics.Contains(v.Metric)))
            {
                double? before = now.Remove((value.Day, value.Customer, value.Product, value.Metric), out var known) ? known.Value : null;
                rows.Add(new(value.Day, NameOf(value.Customer), value.Product, value.Metric, before, value.Value));
            }
        }

        rows.AddRange(now.Values.Select(v => new FormulaPreviewRow(v.Day, NameOf(v.Customer), v.Product, v.Metric, v.Value, null)));
        return [.. rows.OrderBy(r => r.Day).ThenBy(r => r.Customer, StringComparer.Ordinal).ThenBy(r => r.Product.Value, StringComparer.Ordinal)];

        string NameOf(CustomerId id) => names.GetValueOrDefault(id) ?? "";
    }
}

/// <param name="Before">What there is now; null when there is nothing.</param>
/// <param name="After">What there would be; null when nothing would.</param>
public sealed record FormulaPreviewRow(DateOnly Day, string Customer, ProductId Product, string Metric, double? Before, double? After);
