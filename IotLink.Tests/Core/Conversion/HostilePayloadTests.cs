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
