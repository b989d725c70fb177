using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Aggregates;

/// <summary>Sums readings up by device and hour. A boolean counts as 0 or 1; a text is left out.</summary>
public sealed class HourTally(AggregateCalendar calendar)
{
    private readonly Dictionary<AggregateKey, Hour> _hours = [];
    private long _from;
    private long _to;
    private DateTimeOffset _start;

    public int Readings { get; private set; }

    public int Windows => _hours.Count;

    public void Add(Reading reading)
    {
        var hour = HourOf(reading);
        var at = ReadingPlace.Of(reading);
        var values = reading.Metrics;
        for (var slot = 0; slot < values.Extent; slot++)
        {
            if (values.KindOf(slot) is MetricKind.Number or MetricKind.Boolean) hour.Slot(values.Schema, slot).Add(values.NumberAt(slot), at);
        }

        Readings++;
    }

    public void Add(StoredReading reading)
    {
        var document = HourOf(reading.Product, reading.Device, reading.EventTime).Document;
        foreach (var (metric, value) in reading.Metrics)
        {
            if (value.Plottable is { } number) document.OfOrNew(metric).Add(number, ReadingPlace.Of(reading));
        }

        Readings++;
    }

    /// <summary>What was summed up, one document for each device and hour; afterwards it is empty.</summary>
    public IReadOnlyList<AggregateDocument> Take()
    {
        List<AggregateDocument> taken = [.. _hours.Values.Select(h => h.Document)];
        _hours.Clear();
        Readings = 0;
        return taken;
    }

    private Hour HourOf(Reading reading) => HourOf(reading.Product, reading.Device, reading.EventTime);

    private Hour HourOf(ProductId product, DeviceId device, DateTimeOffset time)
    {
        if (time.UtcTicks < _from || time.UtcTicks >= _to)
        {
            _start = calendar.StartOf(AggregateSpan.Hour, time);
            (_from, _to) = (_start.UtcTicks, calendar.EndOf(AggregateSpan.Hour, _start).UtcTicks);
        }

        var key = new AggregateKey(AggregateSpan.Hour, product, device, _start);
        if (_hours.TryGetValue(key, out var known)) return known;
        return _hours[key] = new(new(key));
    }

    private sealed class Hour(AggregateDocument document)
    {
        private MetricAggregate?[] _slots = [];

        public AggregateDocument Document => document;

        public MetricAggregate Slot(MetricSchema schema, int slot)
        {
            if (slot >= _slots.Length) Array.Resize(ref _slots, slot + 8);
            return _slots[slot] ??= document.OfOrNew(schema.NameOf(slot));
        }
    }
}
