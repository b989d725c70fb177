using System.Runtime.CompilerServices;
using IotLink.Core.Conversion;
using IotLink.Core.Products;
using static System.Buffers.Binary.BinaryPrimitives;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>P5, first half: 32 bytes and 8 metrics by a compiled spec, beside hand-written C# into the same kind of result.</summary>
internal static class DecodeBench
{
    private const int Payloads = 64;

    private const string Spec =
        """
        meta: {id: bench, endian: be}
        product: bench
        seq:
          - {id: energy, type: u4, scale: 0.001, unit: kWh}
          - {id: flow, type: s4, scale: 0.0001, unit: m3/h}
          - {id: level, type: f4, unit: m}
          - {id: supply, type: s2, scale: 0.1, unit: degC}
          - {id: return, type: s2, scale: 0.1, unit: degC}
          - {id: pulses, type: u8}
          - {id: runtime, type: u4, unit: s}
          - {id: pressure, type: u4, scale: 0.01, unit: kPa}
        """;

    public static IEnumerable<BenchRow> Run(BenchSettings settings)
    {
        var payloads = Prepare();
        var (byHand, own, bytes) = Micro.Compare(settings, ByHand(payloads), () => Compiled(payloads));
        yield return BenchRow.AtMost("P5", "decode 32 bytes, 8 metrics", "ns", 1.5, "hand-written C# with BinaryPrimitives", byHand, own);
        yield return BenchRow.NothingAllocated("P5", "decode 32 bytes, 8 metrics", bytes);
    }

    private static Action<int> ByHand(byte[][] payloads)
    {
        var values = new MetricValues(Compile().Schema);
        return count =>
        {
            for (var i = 0; i < count; i++)
                if (!Decode(payloads[i % Payloads], values)) throw new InvalidOperationException("A prepared payload was refused.");
        };
    }

    private static Action<int> Compiled(byte[][] payloads)
    {
        var compiled = Compile();
        var values = new MetricValues(compiled.Schema);
        return count =>
        {
            for (var i = 0; i < count; i++)
                if (compiled.Decode(payloads[i % Payloads], 0, values, out _) is not null) throw new InvalidOperationException("A prepared payload was refused.");
        };
    }

    /// <summary>Called, as whatever is chosen by the message's product must be.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Decode(ReadOnlySpan<byte> payload, MetricValues into)
    {
        into.Clear();
        if (payload.Length < 32) return false;
        into.SetNumber(0, ReadUInt32BigEndian(payload) / 1000.0);
        into.SetNumber(1, ReadInt32BigEndian(payload[4..]) / 10_000.0);
        into.SetNumber(2, ReadSingleBigEndian(payload[8..]));
        into.SetNumber(3, ReadInt16BigEndian(payload[12..]) / 10.0);
        into.SetNumber(4, ReadInt16BigEndian(payload[14..]) / 10.0);
        into.SetNumber(5, ReadUInt64BigEndian(payload[16..]));
        into.SetNumber(6, ReadUInt32BigEndian(payload[24..]));
        into.SetNumber(7, ReadUInt32BigEndian(payload[28..]) / 100.0);
        return true;
    }

    private static CompiledSpec Compile()
    {
        var document = SpecDocument.Read(Spec);
        var spec = document.Spec ?? throw new InvalidOperationException(string.Join('\n', document.Faults));
        return CompiledSpec.Compile(spec, new(spec.Product));
    }

    private static byte[][] Prepare()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Payloads).Select(_ =>
        {
            var payload = new byte[32];
            random.NextBytes(payload);
            WriteSingleBigEndian(payload.AsSpan(8), random.NextSingle() * 10);
            return payload;
        })];
    }
}
