using System.Text;
using IotLink.Core.Messages;

namespace IotLink.Core.Aggregates;

/// <summary>
/// The metrics of a document as bytes. The same aggregates give the same bytes, so stores can tell by them whether anything changed.
/// </summary>
public static class AggregateCodec
{
    private const byte Format = 1;

    public static byte[] Write(AggregateDocument document)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(Format);
        writer.Write7BitEncodedInt(document.Metrics.Count);
        foreach (var (metric, aggregate) in document.Metrics)
        {
            writer.Write(metric);
            Write(writer, aggregate);
        }

        return memory.ToArray();
    }

    /// <summary>Merges what is written into a document.</summary>
    /// <exception cref="InvalidDataException">Not written by this.</exception>
    public static void Read(byte[] body, AggregateDocument into)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        if (reader.ReadByte() is var format && format != Format) throw new InvalidDataException($"An aggregate of format {format}, expected {Format}.");
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--) into.Take(reader.ReadString(), ReadOne(reader));
    }

    private static void Write(BinaryWriter writer, MetricAggregate aggregate)
    {
        writer.Write7BitEncodedInt64(aggregate.Count);
        if (aggregate.Count == 0) return;
        writer.Write(aggregate.Min);
        writer.Write(aggregate.Max);
        writer.Write(aggregate.Last);
        writer.Write7BitEncodedInt64(aggregate.LastAt.Time);
        writer.Write7BitEncodedInt(aggregate.LastAt.Position.Shard);
        writer.Write7BitEncodedInt64(aggregate.LastAt.Position.Sequence);
        writer.Write7BitEncodedInt(aggregate.LastAt.Index);
        Write(writer, aggregate.Total);
        Write(writer, aggregate.Squares);
        writer.Write7BitEncodedInt64(aggregate.Sketch.Zeros);
        Write(writer, aggregate.Sketch.Positive);
        Write(writer, aggregate.Sketch.Negative);
    }

    private static MetricAggregate ReadOne(BinaryReader reader)
    {
        var aggregate = new MetricAggregate { Count = reader.Read7BitEncodedInt64() };
        if (aggregate.Count == 0) return aggregate;
        (aggregate.Min, aggregate.Max, aggregate.Last) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        var time = reader.Read7BitEncodedInt64();
        var position = new StreamPosition(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64());
        aggregate.LastAt = new(time, position, reader.Read7BitEncodedInt());
        Read(reader, aggregate.Total);
        Read(reader, aggregate.Squares);
        aggregate.Sketch.Zeros = reader.Read7BitEncodedInt64();
        Read(reader, aggregate.Sketch.Positive);
        Read(reader, aggregate.Sketch.Negative);
        return aggregate;
    }

    private static void Write(BinaryWriter writer, ExactSum sum)
    {
        var parts = sum.Parts();
        writer.Write7BitEncodedInt(parts.Length);
        foreach (var part in parts) writer.Write(part);
    }

    private static void Read(BinaryReader reader, ExactSum sum)
    {
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--) sum.Add(reader.ReadDouble());
    }

    /// <summary>From the highest bin down, each as its distance to the one before.</summary>
    private static void Write(BinaryWriter writer, SketchBins bins)
    {
        var filled = bins.Filled().Reverse().ToList();
        writer.Write7BitEncodedInt(filled.Count);
        var before = 0;
        foreach (var (bin, count) in filled)
        {
            var step = before - bin;
            writer.Write7BitEncodedInt((step << 1) ^ (step >> 31));
            writer.Write7BitEncodedInt64(count);
            before = bin;
        }
    }

    private static void Read(BinaryReader reader, SketchBins bins)
    {
        var before = 0;
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var coded = reader.Read7BitEncodedInt();
            before -= (int)((uint)coded >> 1) ^ -(coded & 1);
            bins.Add(before, reader.Read7BitEncodedInt64());
        }
    }
}
