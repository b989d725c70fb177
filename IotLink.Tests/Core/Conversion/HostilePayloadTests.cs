using CsCheck;
using IotLink.Core.Conversion;
using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Tests.Core.Conversion;

public sealed class HostilePayloadTests
{
    private static readonly Gen<byte[]> Payloads = Gen.OneOf(Gen.Byte.Array[0, 24], Gen.Byte.Array[0, 200], Gen.Byte.Array[0, 4096]);

    public static TheoryData<string> Files => [.. ProductCatalog.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Any_bytes_decode_or_are_refused_by_name_and_leave_nothing_behind(string file)
    {
        var spec = Specs.Catalogue(file);
        var ports = spec.Spec.Messages.SelectMany(m => m.Ports).Append(0).Append(200).Distinct().ToArray();
        Gen.Select(Payloads, Gen.Int[0, ports.Length - 1].Select(i => ports[i])).Sample((payload, port) =>
        {
            var values = new MetricValues(spec.Schema);
            var refusal = spec.Decode(payload, port, values, out _);
            if (refusal is null) return;
            Assert.StartsWith("spec.", refusal.Code, StringComparison.Ordinal);
            Assert.Equal(0, values.Count);
            Assert.InRange(refusal.Offset ?? 0, 0, payload.Length);
        }, iter: 2000);
    }

    /// <summary>A payload's cost is bounded by its size: so many bytes of memory, and no more than a moment.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void No_bytes_make_a_spec_of_the_catalogue_costly(string file) => IsCheap(Specs.Catalogue(file));

    [Theory]
    [InlineData("seq: [{repeat: eos, seq: [{id: t, type: strz}, {metric: \"m{t}\", type: varint}]}]")]
    [InlineData("seq: [{id: n, type: u1}, {repeat: expr, repeat-expr: n * 4, seq: [{metric: \"c{_index % 9}\", type: str, column: _index, samples: true, repeat: expr, repeat-expr: 2}]}]")]
    [InlineData("seq: [{repeat: eos, samples: {ago: _index}, seq: [{id: a, type: u1}, {type: hex, size: a & 3, process: xor(a)}]}]")]
    [InlineData("seq: [{repeat: eos, seq: [{id: k, type: u1}, {type: {switch-on: k, cases: {0..127: {size-eos: true, process: reverse, pos: _pos, seq: [{id: x, type: u1}]}}, _: {type: u1, checksum: {kind: crc32}}}}]}]")]
    public void No_bytes_make_a_greedy_spec_costly(string seq) => IsCheap(Specs.OfSeq(seq));

    internal static void IsCheap(CompiledSpec spec)
    {
        var ports = spec.Spec.Messages.SelectMany(m => m.Ports).Append(0).Distinct().ToArray();
        var values = new MetricValues(spec.Schema);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var payload = new byte[random.Next(4097)];
            if (i % 3 > 0) random.NextBytes(payload);
            if (i % 3 == 2) Array.Fill(payload, (byte)random.Next(256), 0, payload.Length / 2);
            var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), System.Diagnostics.Stopwatch.StartNew());
            spec.Decode(payload, ports[i % ports.Length], values, out _);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
        }
    }

    [Fact]
    public void A_loop_that_asks_for_too_much_is_refused()
    {
        var spec = Specs.OfSeq("seq: [{id: n, type: u4, hidden: true}, {type: u1, repeat: expr, repeat-expr: n}]");
        Assert.Equal(Reason.SpecLimit, spec.Decode("ffffffff").Refusal?.Code);
    }

    [Fact]
    public void A_loop_that_never_moves_is_refused()
    {
        var spec = Specs.OfSeq("seq: [{type: nothing, repeat: eos}]\ntypes: {nothing: {seq: [{type: u1, if: _left > 100}]}}");
        Assert.Equal(Reason.SpecLimit, spec.Decode("01").Refusal?.Code);
    }

    [Fact]
    public void Loops_within_loops_share_one_limit()
    {
        var spec = Specs.OfSeq("""
            seq: [{type: row, repeat: expr, repeat-expr: 1000}]
            types:
              row: {seq: [{type: cell, repeat: expr, repeat-expr: 1000}]}
              cell: {seq: [{id: x, type: u1, pos: "0"}]}
            """);
        Assert.Equal(Reason.SpecLimit, spec.Decode("01").Refusal?.Code);
    }

    [Fact]
    public void A_payload_larger_than_any_device_sends_is_refused()
    {
        var spec = Specs.OfSeq("seq: [{id: a, type: u1}]");
        Assert.Equal(Reason.SpecLimit, spec.Decode(new string('0', (SpecLimits.PayloadLength + 1) * 2)).Refusal?.Code);
    }

    [Fact]
    public void A_device_that_invents_names_cannot_fill_the_memory()
    {
        var spec = Specs.OfSeq("seq: [{type: pair, repeat: eos}]\ntypes: {pair: {seq: [{id: n, type: u2, hidden: true}, {metric: \"m_{n}\", type: u1}]}}");
        var payload = string.Concat(Enumerable.Range(0, MetricSchema.MaxMetrics + 1).Select(i => $"{i:x4}01"));
        Assert.Equal(Reason.SpecLimit, spec.Decode(payload).Refusal?.Code);
        Assert.Equal(MetricSchema.MaxMetrics, spec.Schema.Count);
    }
}
