using CsCheck;
using IotLink.Core.Conversion;
using IotLink.Core.Products;

namespace IotLink.Tests.Core.Conversion;

/// <summary>Generated code and interpreter must agree on every payload: same values, same refusal, same marks.</summary>
public sealed class CompiledAgainstInterpreterTests
{
    public static TheoryData<string> Files => [.. ProductCatalog.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_read_random_and_mutated_payloads_alike(string file)
    {
        var spec = Specs.Catalogue(file);
        Assert.True(spec.IsCompiled);
        Agree(spec, 4000);
    }

    /// <summary>Fields of every type at every bit, in and out of branches, loops and windows.</summary>
    [Theory]
    [InlineData("seq: [{id: a, type: b3}, {id: b, type: sb7}, {id: c, type: b14, scale: 0.1}, {id: d, type: u3le}, {id: e, type: s6, scale: 0.001, offset: -3}]")]
    [InlineData("seq: [{id: a, type: b3le}, {id: b, type: b13le}, {id: c, type: b64}, {id: d, type: b61}, {id: e, type: u8}, {id: f, type: s8le}]")]
    [InlineData("seq: [{type: b1}, {id: a, type: b64}, {id: b, type: b7}, {id: c, type: s5le}, {id: d, type: u7}]")]
    [InlineData("seq: [{id: a, type: f2}, {id: b, type: bf2le, round: 3}, {id: c, type: f4le, scale: 0.1}, {id: d, type: f8, round: 2, clamp: [0, 9]}]")]
    [InlineData("seq: [{id: a, type: u4ws}, {id: b, type: s4ws}, {id: c, type: bcd(5)}, {id: d, type: bcd(4), scale: 0.01}, {id: e, type: bool}]")]
    [InlineData("seq: [{id: a, type: u2, absent: [0xffff, 0], scale: 0.01, round: 1}, {id: b, type: s2, absent: [0xffff]}, {id: c, type: u1, enum: {1: one, _: many}}]")]
    [InlineData("seq: [{id: a, type: u1, valid: {min: 10, max: 200}}, {id: b, type: u1, valid: {any-of: [1, 2, 3, 0]}}, {id: c, type: u1, valid: {expr: _ + a < 300}}]")]
    [InlineData("seq: [{type: u2, flags: [f0, ~, f2, f3, f4, f5, f6, f7, f8]}, {type: b3, flags: [g0, g1, g2]}]")]
    [InlineData("seq: [{id: n, type: b4}, {id: m, type: b4}, {metric: \"x_{_index}\", type: u1, repeat: expr, repeat-expr: n}, {id: y, type: u1, repeat: until, repeat-until: y == 0 or _left < 3}]")]
    [InlineData("seq: [{id: n, type: u1}, {type: inner, size: n}, {id: z, type: u1, if: _left > 0}]\ntypes: {inner: {seq: [{id: a, type: u1, if: _left > 1}, {id: rest, type: hex, size-eos: true}]}}")]
    [InlineData("seq: [{id: s, type: strz}, {id: t, type: str, size: 3}, {id: u, type: str, size-eos: true, terminator: 0x41}]\ninstances: {v: {value: \"s == 'a' ? 1 : 0\"}, w: {format: \"{s}-{t}\"}}")]
    [InlineData("seq: [{id: p, type: u1}, {id: q, type: u2, pos: p}, {id: r, type: u1, pos: \"0\", if: _pos == 1}, {contents: [0]}, {id: t, type: datetime(ymdhms)}]")]
    [InlineData("seq: [{id: t, type: datetime(unix)}, {id: u, type: datetime(bcd)}, {id: v, type: datetime(unix_ms)}, {id: w, type: datetime(epoch2000)}]")]
    [InlineData("seq: [{id: k, type: b4}, {type: {switch-on: k // 4, cases: {0: {id: a, type: b4}, 1: [{id: b, type: b2}, {id: c, type: b2}]}, _: {type: b4}}}, {id: z, type: u1}]")]
    [InlineData("seq: [{type: \"row(3, _left)\", repeat: eos}]\ntypes: {row: {params: [a, b], seq: [{id: tag, type: u1, hidden: true}, {metric: \"m{a}_{tag}\", type: u1, if: tag < 128}], instances: {left: {value: b}, odd: {value: tag % 2 == 1}}}}")]
    [InlineData("seq: [{id: k, type: u1}]\nmessages: [{length: [3, 5], seq: [{id: a, type: u2}]}, {if: k > 100, seq: [{id: b, type: u2}]}, {fport: 2, seq: [{size: k}, {id: c, type: u1}]}]\ninstances: {total: {value: k + a}, both: {value: \"a ? b : c\"}}")]
    public void Both_read_all_of_the_language_alike(string seq)
    {
        var spec = Specs.OfSeq(seq);
        Assert.True(spec.IsCompiled);
        Agree(spec, 3000);
    }

    [Theory]
    [InlineData("seq: [{id: k, type: b4}, {id: a, type: b4, if: k > 3}, {id: z, type: u1}]")]
    [InlineData("seq: [{id: a, type: str, size-eos: true, process: \"xor(0x5a, 1)\"}]")]
    [InlineData("seq: [{id: a, type: b3, repeat: expr, repeat-expr: 3}, {id: z, type: u1}]")]
    public void What_the_generated_code_does_not_know_is_left_to_the_interpreter(string seq)
    {
        var spec = Specs.OfSeq(seq);
        Assert.False(spec.IsCompiled);
        Agree(spec, 200);
    }

    private static void Agree(CompiledSpec spec, int iterations)
    {
        var ports = spec.Spec.Messages.SelectMany(m => m.Ports).Append(0).Distinct().ToArray();
        var seeds = spec.Spec.Tests.Where(t => !t.IsFrame).Select(t => t.Bytes.ToArray()).Append([]).ToArray();
        var mutated = Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 40], Gen.Byte, Gen.Byte.Array[0, 8], (i, at, value, more) =>
        {
            byte[] bytes = [.. seeds[i], .. more];
            if (at < bytes.Length) bytes[at] = value;
            return bytes;
        });
        var payloads = Gen.OneOf(mutated, Gen.Byte.Array[0, 24], Gen.OneOf(Gen.Byte, Gen.Byte[0, 5]).Array[0, 40], Gen.Byte.Array[0, 600]);
        var decoded = 0;
        Gen.Select(payloads, Gen.Int[0, ports.Length - 1]).Sample((payload, port) =>
        {
            var (compiled, interpreted) = (new MetricValues(spec.Schema), new MetricValues(spec.Schema));
            var refusal = spec.Decode(payload, ports[port], compiled, out var marks);
            var expected = spec.Interpret(payload, ports[port], interpreted, out var expectedMarks);
            if (refusal is null) Interlocked.Increment(ref decoded);
            Assert.Equal(expected, refusal);
            Assert.Equal(expectedMarks, marks);
            Assert.Equal(Specs.Snapshot(interpreted), Specs.Snapshot(compiled));
        }, iter: iterations);
        Assert.True(decoded > 0, "No payload decoded: nothing was compared.");
    }
}
