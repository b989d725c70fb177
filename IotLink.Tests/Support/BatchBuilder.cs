using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Support;

/// <summary>Makes telemetry batches, the same one again and again as the pipeline does.</summary>
public sealed class BatchBuilder
{
    private readonly TelemetryBatch _batch = new();
    private readonly MetricSchema _schema = new(Sample.Product("prod-a"));

    public BatchBuilder Begin(long through, int shard = 0)
    {
        _batch.Begin(shard);
        _batch.Through = through;
        return this;
    }

    public TelemetryBatch Build() => _batch;

    /// <summary>One reading, its ingest time equal to its event time.</summary>
    public Reading Add(string device, long sequence, DateTimeOffset time, int index = 0, string? hub = null)
    {
        var reading = _batch.Add(_schema);
        (reading.Position, reading.Index, reading.Device) = (new(_batch.Shard, sequence), index, Sample.Device(device));
        reading.Hub = hub is null ? null : Sample.Device(hub);
        (reading.EventTime, reading.IngestTimestamp) = (time, time);
        return reading;
    }

    /// <summary>Readings of seconds after noon, all ingested at noon.</summary>
    public BatchBuilder Readings(long first, IEnumerable<(string Device, int Second, double TempC)> readings)
    {
        foreach (var (device, second, tempC) in readings)
        {
            var reading = Add(device, first++, Sample.Noon.AddSeconds(second));
            reading.IngestTimestamp = Sample.Noon;
            Set(reading, "tempC", tempC);
        }

        return this;
    }

    /// <summary>Evenly spaced readings of dev-1, the last of them at the batch's last sequence.</summary>
    public BatchBuilder Readings(DateTimeOffset start, TimeSpan step, params double[] values)
    {
        for (var i = 0; i < values.Length; i++) Set(Add("dev-1", _batch.Through - values.Length + 1 + i, start + (step * i)), "tempC", values[i]);
        return this;
    }

    public BatchBuilder Letter(long sequence, string code, string? product) => Letter(new(
        new(0, sequence), Sample.Noon.AddSeconds(sequence), Sample.Device("dev-1"), product is null ? null : Sample.Product(product),
        Channel.Mqtt, new(code, "detail"), 0, new byte[] { 1, 2 }));

    public BatchBuilder Letter(DeadLetter letter)
    {
        _batch.Add(letter);
        return this;
    }

    public static void Set(Reading reading, string metric, double value) => reading.Metrics.SetNumber(SlotOf(reading, metric), value);

    public static void Set(Reading reading, string metric, bool value) => reading.Metrics.SetBoolean(SlotOf(reading, metric), value);

    public static void Set(Reading reading, string metric, string value) => reading.Metrics.SetText(SlotOf(reading, metric), value);

    private static int SlotOf(Reading reading, string metric)
    {
        Assert.True(reading.Metrics.Schema.TryGetOrAdd(metric, out var slot));
        return slot;
    }
}
