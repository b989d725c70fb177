using System.Runtime.InteropServices;
using IotLink.Core.Conversion.Emitting;
using IotLink.Core.Conversion.Interpreting;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>
/// A product's spec, compiled once: bytes become metrics, or a named refusal. Immutable and safe for many threads; it never throws,
/// whatever the bytes, and its work is bounded by <see cref="SpecLimits"/>.
/// </summary>
public sealed class CompiledSpec
{
    [ThreadStatic]
    private static SlotValues? _values;

    [ThreadStatic]
    private static DecodedSamples? _unwanted;

    private readonly SpecPlan _plan;
    private readonly SpecRoutine? _routine;

    private CompiledSpec(ProductSpec spec, MetricSchema schema)
    {
        (Spec, Schema) = (spec, schema);
        _plan = PlanBuilder.Build(spec, schema);
        _routine = SpecEmitter.Emit(_plan);
    }

    public ProductSpec Spec { get; }

    public MetricSchema Schema { get; }

    /// <summary>Whether payloads run through generated code; otherwise the interpreter reads them, with the same outcome.</summary>
    public bool IsCompiled => _routine is not null;

    /// <param name="schema">The product's schema; the spec's metric names are added to it.</param>
    public static CompiledSpec Compile(ProductSpec spec, MetricSchema schema) => new(spec, schema);

    /// <summary>Reads one payload. A compiled spec allocates nothing but the texts it reports.</summary>
    /// <param name="fPort">LoRaWAN port; 0 when there is none.</param>
    /// <param name="into">Emptied first; left empty after a refusal.</param>
    /// <returns>null when it decoded.</returns>
    public Refusal? Decode(ReadOnlySpan<byte> payload, int fPort, MetricValues into, out ReadingMarks marks) =>
        Decode(payload, fPort, into, _unwanted ??= new(), out marks);

    /// <param name="samples">The payload's own time and its further readings; emptied first.</param>
    /// <inheritdoc cref="Decode(ReadOnlySpan{byte}, int, MetricValues, out ReadingMarks)"/>
    public Refusal? Decode(ReadOnlySpan<byte> payload, int fPort, MetricValues into, DecodedSamples samples, out ReadingMarks marks)
    {
        into.Clear(Schema);
        samples.Clear();
        if (_routine is null || payload.Length > SpecLimits.PayloadLength || !_routine(ref MemoryMarshal.GetReference(payload), payload.Length, fPort, into, samples))
            return Interpret(payload, fPort, into, samples, out marks);
        marks = ReadingMarks.None;
        return null;
    }

    /// <summary>Reads one payload and tells field by field how. Slow; for people.</summary>
    public DecodeTrace Trace(ReadOnlySpan<byte> payload, int fPort)
    {
        var trace = new TraceBuilder();
        var interpreter = new SpecInterpreter(_plan, payload, fPort, new(Schema), new(), new(), trace);
        var refusal = interpreter.Run(out var marks);
        return new(trace.Fields, refusal, marks, refusal is null ? Math.Max(0, interpreter.Unread) : 0);
    }

    /// <summary>The interpreter alone: what the generated code is tested against.</summary>
    internal Refusal? Interpret(ReadOnlySpan<byte> payload, int fPort, MetricValues into, DecodedSamples samples, out ReadingMarks marks)
    {
        into.Clear(Schema);
        samples.Clear();
        var refusal = new SpecInterpreter(_plan, payload, fPort, into, samples, _values ??= new(), null).Run(out marks);
        if (refusal is null) return null;
        into.Clear();
        samples.Clear();
        return refusal;
    }
}
