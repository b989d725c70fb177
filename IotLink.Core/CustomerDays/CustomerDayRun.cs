using IotLink.Core.Aggregates;
using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.CustomerDays;

/// <summary>
/// Makes days that are over and were not made yet, or were made from other aggregates or other formulas than there are now. Whenever it
/// runs, and however often, what comes out follows from what is stored; a day is one transaction.
/// </summary>
public sealed class CustomerDayRun(IAggregateStore aggregates, IDeviceStore devices, IDocumentStore documents, ICustomerDayStore store, AggregateCalendar calendar)
{
    /// <param name="grace">How long after midnight a day waits for late readings.</param>
    /// <returns>The days that were made.</returns>
    public async Task<IReadOnlyList<DateOnly>> RunAsync(TimeSpan grace, DateTimeOffset now, CancellationToken ct)
    {
        var formulas = new FormulasInForce(await documents.InForceAsync(ct));
        var marks = await store.MarksAsync(ct);
        var made = new List<DateOnly>();
        // The newest first: that is the one people wait for.
        foreach (var (start, revision, _) in (await aggregates.DaysAsync(0, ct)).Reverse())
        {
            var day = calendar.DayOf(start);
            if (calendar.EndOf(AggregateSpan.Day, start) + grace > now) continue;
            if (marks.TryGetValue(day, out var mark) && mark.Revision == revision && mark.Formulas == formulas.Name) continue;
            await store.SaveAsync(await MakeAsync(day, revision, formulas, ct), now, ct);
            made.Add(day);
        }

        return made;
    }

    /// <summary>What a day would be with these formulas; nothing is stored.</summary>
    public async Task<CustomerDayResult> MakeAsync(DateOnly day, long revision, FormulasInForce formulas, CancellationToken ct)
    {
        var (start, end) = (calendar.StartOf(day), calendar.StartOf(day.AddDays(1)));
        var ofDevices = await aggregates.ReadAsync(new(AggregateSpan.Day, null, null, start, end, EachDevice: true), ct);
        var periods = await devices.OwnershipsAsync([.. ofDevices.Select(d => d.Key.Device!.Value).Distinct()], ct);
        var customers = (await devices.SitesAsync(DeviceScope.All, ct)).ToDictionary(s => s.Id, s => s.Customer);
        var hours = new Dictionary<AggregateKey, IReadOnlyList<AggregateDocument>>();
        foreach (var device in ofDevices.Where(d => periods[d.Key.Device!.Value].Any(p => (p.From > start && p.From < end) || (p.To > start && p.To < end))))
            hours[device.Key] = await aggregates.ReadAsync(new(AggregateSpan.Hour, device.Key.Product, device.Key.Device, start, end), ct);
        return new CustomerDayMaker(calendar, formulas).Make(day, revision, ofDevices, device => hours[device.Key], periods, customers);
    }
}
