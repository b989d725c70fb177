using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// A row's body. In order: flags; the link (day, shard and key of the previous row as differences, newest - time); product, hub;
/// time source, marks, spec version, edition; ingest, device and hub time as differences to the event time; then each metric as
/// <c>word * 4 + kind</c> and its value. Numbers are varints, values 8-byte doubles.
/// </summary>
internal static class RowCodec
{
    private const int Number = 0, False = 1, True = 2, Text = 3;

    [Flags]
    private enum Has : byte { Nothing = 0, Previous = 1, Hub = 2, DeviceTime = 4, HubTime = 8, Edition = 16 }

    /// <param name="slots">The metrics' words by slot.</param>
    public static void Write(ByteArena target, Reading reading, RowRef row, RowLink link, int product, int hub, ReadOnlySpan<int> slots)
    {
        var time = reading.EventTime.ToUnixTimeMilliseconds();
        target.Byte((byte)((link.Previous.IsNone ? 0 : Has.Previous) | (hub == 0 ? 0 : Has.Hub)
            | (reading.Edition == 0 ? 0 : Has.Edition)
            | (reading.DeviceTimestamp is null ? 0 : Has.DeviceTime) | (reading.HubTimestamp is null ? 0 : Has.HubTime)));
        if (!link.Previous.IsNone)
        {
            target.Signed(row.Day - link.Previous.Day);
            target.Signed(row.Shard - link.Previous.Shard);
            target.Signed(row.Key - link.Previous.Key);
        }

        target.Signed(link.Newest - time);
        target.Varint((ulong)product);
        if (hub != 0) target.Varint((ulong)hub);
        target.Byte((byte)reading.TimeSource);
        target.Byte((byte)reading.Marks);
        target.Varint((ulong)reading.SpecVersion);
        if (reading.Edition != 0) target.Varint((ulong)reading.Edition);
        target.Signed(reading.IngestTimestamp.ToUnixTimeMilliseconds() - time);
        if (reading.DeviceTimestamp is { } device) target.Signed(device.ToUnixTimeMilliseconds() - time);
        if (reading.HubTimestamp is { } hubTime) target.Signed(hubTime.ToUnixTimeMilliseconds() - time);
        WriteMetrics(target, reading.Metrics, slots);
    }

    public static RowLink ReadLink(ReadOnlySpan<byte> body, RowRef row, long time)
    {
        var reader = new ByteReader(body);
        return ReadLink(ref reader, row, time, out _);
    }

    public static StoredReading Read(ReadOnlySpan<byte> body, RowRef row, long time, DeviceId device, Words words)
    {
        var reader = new ByteReader(body);
        ReadLink(ref reader, row, time, out var has);
        var product = ProductId.Parse(words[(int)reader.Varint()], null);
        DeviceId? hub = has.HasFlag(Has.Hub) ? DeviceId.Parse(words[(int)reader.Varint()], null) : null;
        var source = (TimeSource)reader.Byte();
        var marks = (ReadingMarks)reader.Byte();
        var spec = (int)reader.Varint();
        var edition = has.HasFlag(Has.Edition) ? (long)reader.Varint() : 0;
        var ingest = At(time + reader.Signed());
        DateTimeOffset? deviceTime = has.HasFlag(Has.DeviceTime) ? At(time + reader.Signed()) : null;
        DateTimeOffset? hubTime = has.HasFlag(Has.HubTime) ? At(time + reader.Signed()) : null;
        return new(row.Position, row.Index, device, product, hub, At(time), source, deviceTime, hubTime, ingest, marks, spec,
            ReadMetrics(ref reader, words))
        { Edition = edition };
    }

    /// <summary>Into a reading that is used again and again.</summary>
    public static void Read(ReadOnlySpan<byte> body, RowRef row, long time, DeviceId device, Words words, IRowTarget target)
    {
        var reader = new ByteReader(body);
        ReadLink(ref reader, row, time, out var has);
        var reading = target.Begin((int)reader.Varint());
        (reading.Position, reading.Index, reading.Device) = (row.Position, row.Index, device);
        reading.Hub = has.HasFlag(Has.Hub) ? DeviceId.Parse(words[(int)reader.Varint()], null) : null;
        reading.TimeSource = (TimeSource)reader.Byte();
        reading.Marks = (ReadingMarks)reader.Byte();
        reading.SpecVersion = (int)reader.Varint();
        reading.Edition = has.HasFlag(Has.Edition) ? (long)reader.Varint() : 0;
        reading.EventTime = At(time);
        reading.IngestTimestamp = At(time + reader.Signed());
        reading.DeviceTimestamp = has.HasFlag(Has.DeviceTime) ? At(time + reader.Signed()) : null;
        reading.HubTimestamp = has.HasFlag(Has.HubTime) ? At(time + reader.Signed()) : null;
        for (var left = (int)reader.Varint(); left > 0; left--)
        {
            var head = (int)reader.Varint();
            var slot = target.SlotOf(head >> 2);
            switch (head & 3)
            {
                case Number:
                    var number = reader.Double();
                    if (slot >= 0) reading.Metrics.SetNumber(slot, number);
                    break;
                case Text:
                    var text = reader.Text();
                    if (slot >= 0) reading.Metrics.SetText(slot, text);
                    break;
                default:
                    if (slot >= 0) reading.Metrics.SetBoolean(slot, (head & 3) == True);
                    break;
            }
        }
    }

    /// <summary>What a chart draws of one metric.</summary>
    public static double? ReadPlottable(ReadOnlySpan<byte> body, int metric)
    {
        var reader = new ByteReader(body);
        ReadLink(ref reader, default, 0, out var has);
        reader.Varint();
        if (has.HasFlag(Has.Hub)) reader.Varint();
        reader.Byte();
        reader.Byte();
        reader.Varint();
        if (has.HasFlag(Has.Edition)) reader.Varint();
        reader.Varint();
        if (has.HasFlag(Has.DeviceTime)) reader.Varint();
        if (has.HasFlag(Has.HubTime)) reader.Varint();
        for (var left = reader.Varint(); left > 0; left--)
        {
            var head = (int)reader.Varint();
            var kind = head & 3;
            if (head >> 2 == metric) return kind switch { Number => reader.Double(), False => 0, True => 1, _ => null };
            if (kind == Number) reader.Double();
            else if (kind == Text) reader.SkipText();
        }

        return null;
    }

    private static void WriteMetrics(ByteArena target, MetricValues metrics, ReadOnlySpan<int> slots)
    {
        target.Varint((ulong)metrics.Count);
        for (var slot = 0; slot < metrics.Extent; slot++)
        {
            var kind = metrics.KindOf(slot);
            if (kind == MetricKind.Absent) continue;
            var head = (ulong)slots[slot] << 2;
            switch (kind)
            {
                case MetricKind.Number:
                    target.Varint(head | Number);
                    target.Double(metrics.NumberAt(slot));
                    break;
                case MetricKind.Boolean:
                    target.Varint(head | (metrics.NumberAt(slot) != 0 ? (ulong)True : False));
                    break;
                default:
                    target.Varint(head | Text);
                    target.Text(metrics.TextAt(slot) ?? "");
                    break;
            }
        }
    }

    private static Dictionary<string, MetricValue> ReadMetrics(ref ByteReader reader, Words words)
    {
        var count = (int)reader.Varint();
        var metrics = new Dictionary<string, MetricValue>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var head = (int)reader.Varint();
            metrics[words[head >> 2]] = (head & 3) switch
            {
                Number => MetricValue.Of(reader.Double()),
                False => MetricValue.Of(false),
                True => MetricValue.Of(true),
                _ => MetricValue.Of(reader.Text()),
            };
        }

        return metrics;
    }

    private static RowLink ReadLink(ref ByteReader reader, RowRef row, long time, out Has has)
    {
        has = (Has)reader.Byte();
        var previous = has.HasFlag(Has.Previous)
            ? new RowRef((int)(row.Day - reader.Signed()), (int)(row.Shard - reader.Signed()), row.Key - reader.Signed())
            : default;
        return new(previous, time + reader.Signed());
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
