using IotLink.Core.Aggregates;
using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Core.Formulas;

namespace IotLink.Core.CustomerDays;

/// <summary>
/// Joins a day's aggregates with whoever owned the devices then, and lets the formulas run over it. A device that changed hands during the
/// day counts by the hour: an hour is of whoever had the device when it began. What nobody owned is nobody's.
/// </summary>
public sealed class CustomerDayMaker(AggregateCalendar calendar, FormulasInForce formulas)
{
    /// <param name="devices">The day's aggregates of each device.</param>
    /// <param name="hours">Hours of a device on that day; asked only for those that changed hands.</param>
    /// <param name="periods">Of the devices.</param>
    /// <param name="customers">Whose a site is.</param>
    public CustomerDayResult Make(
        DateOnly day,
        long revision,
        IReadOnlyList<AggregateDocument> devices,
        Func<AggregateDocument, IReadOnlyList<AggregateDocument>> hours,
        ILookup<DeviceId, Ownership> periods,
        IReadOnlyDictionary<SiteId, CustomerId> customers)
    {
        var shares = new SortedDictionary<(string Customer, string Product), Share>(Comparer<(string, string)>.Create(CompareKeys));
        foreach (var device in devices)
        {
            foreach (var (customer, part) in Parts(day, device, hours, periods, customers))
            {
                var key = (customer.Value, device.Key.Product.Value);
                if (!shares.TryGetValue(key, out var share)) shares[key] = share = new(customer, device.Key.Product);
                share.Add(device.Key.Device!.Value, part);
            }
        }

        return new(day, revision, formulas.Name, [.. shares.Values.Select(s => s.ToDay(day))], [.. shares.Values.SelectMany(s => Values(day, s))]);
    }

    private static int CompareKeys((string Customer, string Product) a, (string Customer, string Product) b) =>
        string.CompareOrdinal(a.Customer, b.Customer) is not 0 and var c ? c : string.CompareOrdinal(a.Product, b.Product);

    private IEnumerable<(CustomerId Customer, AggregateDocument Part)> Parts(
        DateOnly day,
        AggregateDocument device,
        Func<AggregateDocument, IReadOnlyList<AggregateDocument>> hours,
        ILookup<DeviceId, Ownership> periods,
        IReadOnlyDictionary<SiteId, CustomerId> customers)
    {
        var (start, end) = (calendar.StartOf(day), calendar.StartOf(day.AddDays(1)));
        var own = periods[device.Key.Device!.Value].Where(p => p.From < end && (p.To is null || p.To > start)).ToList();
        if (own is [var only] && only.From <= start && (only.To is null || only.To >= end))
            return customers.TryGetValue(only.Site, out var customer) ? [(customer, device)] : [];
        if (own.Count == 0) return [];
        return from hour in hours(device)
               let period = own.Find(p => p.From <= hour.Key.Start && (p.To is null || p.To > hour.Key.Start))
               where period is not null && customers.ContainsKey(period.Site)
               group hour by customers[period.Site] into mine
               select (mine.Key, Together(device.Key, mine));
    }

    private static AggregateDocument Together(AggregateKey key, IEnumerable<AggregateDocument> hours)
    {
        var whole = new AggregateDocument(key);
        foreach (var hour in hours) whole.Add(hour);
        return whole;
    }

    /// <summary>Devices first: a customer's formula may use the mean of what was made of its devices.</summary>
    private IEnumerable<AnalysisValue> Values(DateOnly day, Share share)
    {
        var ofDevices = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var values = new List<AnalysisValue>();
        var sheet = formulas.Sheet(share.Product, share.Customer, FormulaLevel.DeviceDay);
        foreach (var (device, document) in share.Parts)
        {
            foreach (var (formula, value) in sheet.Evaluate((metric, statistic) => document.Of(metric)?.Of(statistic) ?? double.NaN))
            {
                if (!ofDevices.TryGetValue(formula.Metric, out var list)) ofDevices[formula.Metric] = list = [];
                list.Add(value);
                values.Add(Value(device, formula, value));
            }
        }

        var ofCustomer = formulas.Sheet(share.Product, share.Customer, FormulaLevel.CustomerDay).Evaluate(OfCustomer);
        foreach (var formula in sheet.Formulas.Where(f => ofDevices.ContainsKey(f.Metric) && ofCustomer.All(r => r.Formula.Metric != f.Metric)))
            values.Add(Value(null, formula, ofDevices[formula.Metric].Average()));
        values.AddRange(ofCustomer.Select(r => Value(null, r.Formula, r.Value)));
        return values;

        double OfCustomer(string metric, Statistic statistic) => ofDevices.TryGetValue(metric, out var list) ? list.Average() : share.Whole.Of(metric)?.Of(statistic) ?? double.NaN;

        AnalysisValue Value(DeviceId? device, Formula formula, double value) =>
            new(day, share.Customer, share.Product, device, formula.Metric, formula.Id, formulas.VersionOf(formula), value, formula.Unit);
    }

    /// <summary>What a customer has of a product's day.</summary>
    private sealed class Share(CustomerId customer, ProductId product)
    {
        public CustomerId Customer => customer;

        public ProductId Product => product;

        public SortedDictionary<DeviceId, AggregateDocument> Parts { get; } = new(Comparer<DeviceId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)));

        public AggregateDocument Whole { get; } = new(new(AggregateSpan.Day, product, null, default));

        public void Add(DeviceId device, AggregateDocument part)
        {
            Parts[device] = part;
            Whole.Add(part);
        }

        public CustomerDay ToDay(DateOnly day) => new(day, customer, product, Parts.Count, Whole.Metrics);
    }
}
