using CsCheck;
using IotLink.Core.Conversion;
using IotLink.Core.Conversion.Framing;
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
    [InlineData("seq: [{id: a, type: u1, value: \"_ > 9 ? _ * 2 : 1 / _\", scale: 0.1, round: 2, absent: [7]}, {id: k, type: s1}, {id: b, type: u2, scale: \"pow(10, -(k & 3))\", offset: -k, round: 3}, {id: c, type: s2, value: _ / k}]")]
    [InlineData("seq: [{id: a, type: u1, sign: magnitude}, {id: b, type: b5, sign: ones, scale: 0.5}, {id: c, type: b3}, {id: d, type: u1, lookup: {1: 10, 2: 20, _: 0}}, {id: e, type: u1, lookup: {1: 1, 2: 4}, scale: 3}]")]
    [InlineData("seq: [{id: a, type: u1, piecewise: [{below: 100, scale: 0.5}, {below: 200, scale: 2, offset: -7}, {scale: 10}], round: 1, clamp: [0, 900]}, {id: b, type: s1, piecewise: [{below: 0, scale: 3}]}]")]
    [InlineData("seq: [{id: m, type: u1}, {if: m & 1, seq: [{id: a, type: u1}, {id: b, type: u2, if: a > 3}]}, {repeat: expr, repeat-expr: m & 7, seq: [{if: \"m >> _index & 1\", metric: \"x_{_index}\", type: s1}, {id: sum, value: \"(_index == 0 ? 0 : sum) + _index\"}]}, {size: 2, seq: [{id: z, type: u1}]}]")]
    [InlineData("seq: [{id: k, type: str, size: 1}, {type: {switch-on: k, cases: {A: {id: a, type: u1}, B: [{id: b, type: u2}], \"0\": {id: c, type: u1}}}}, {id: n, type: u1}, {type: {switch-on: n, cases: {0..9: {id: d, type: u1}, \"10, 20..30\": {id: e, type: u2}, 25: {id: f, type: u1}}, _: []}}]")]
    [InlineData("seq: [{id: a, type: sfloat}, {id: b, type: mfloatle}, {id: c, type: \"float(1, 5, 10)\"}, {id: d, type: \"float(0, 5, 3)\", round: 4}, {id: e, type: \"float(0, 4, 12, 15)le\"}, {id: f, type: f4ws}]")]
    [InlineData("seq: [{id: a, type: varint, scale: 0.1}, {id: b, type: svarint}, {id: c, type: vlq}, {id: d, type: dec(2)}, {id: e, type: hexdec(2)}, {id: f, type: dec, terminator: \",\"}, {id: g, type: hexdec, terminator: 0}]")]
    [InlineData("seq: [{id: a, type: bcd(4)le}, {type: b4}, {id: b, type: nbcd(3)}, {id: c, type: nbcd(2)le}, {id: d, type: hexle, size: 3}, {id: t, type: str, size: 4, trim: true, absent: [\"\"]}]")]
    [InlineData("seq: [{id: t, type: datetime(unix), event-time: true, utc-offset: \"+09:30\", absent: [0]}, {id: z, type: s1}, {id: u, type: datetime(ymdhms), utc-offset: z / 4}, {id: v, type: datetime, value: t + 60 * z, format: yyyy}, {id: w, value: t % 60}]")]
    [InlineData("seq: [{id: y, type: b7}, {id: m, type: b4}, {id: d, type: b5}, {id: t, type: datetime, value: \"date(y, m, d, 1, 2)\", event-time: true}, {id: n, value: popcount(y)}]")]
    [InlineData("seq: [{id: n, type: b4}, {type: b4}, {metric: v, type: u1, repeat: expr, repeat-expr: n, absent: [3], samples: {step: -60}}, {id: z, type: u1, if: _left > 0}]")]
    [InlineData("seq: [{id: t, type: u2}, {repeat: eos, samples: {time: t - 10 * _index}, seq: [{id: a, type: u1}, {id: b, type: u1, event-time: true, if: a > 100}]}]")]
    [InlineData("seq: [{id: a, type: u2}, {type: u1, checksum: {kind: sum8}, if: a < 32768}, {size: 3, seq: [{id: c, type: u2}, {type: u1, checksum: {kind: xor8, from: 1}}], if: _left == 3}]")]
    [InlineData("meta: {delimiter: \";\"}\nseq: [{id: a, type: dec, column: 2}, {id: s, type: str, column: \"1\", trim: true}, {id: h, type: hexdec, column: a}, {id: z, type: u1, if: _left > 0}]\ninstances: {size: {value: _size}}")]
    [InlineData("seq: [{id: a, type: u1, absent: [0x10..0x7f, 3]}, {id: b, type: s1, absent: [0xf0..0xff], scale: 0.1}, {id: c, type: u1, enum: {0..9: low, \"10, 20..99\": mid, _: high}}, {id: d, type: u1, value: _ > 9, hidden: true}, {id: e, value: \"d ? 1 : 2\"}, {id: f, type: b1, value: not _}]")]
    [InlineData("seq: [{id: a, type: datetime(dmyhms)}, {id: b, type: datetime(bcd_smhdmY)}, {id: c, type: datetime(Ymd)}, {id: d, type: datetime(mbus)}, {id: e, type: datetime(mbus_date)}, {id: f, type: datetime(gps), absent: [0]}, {id: g, type: datetime(epoch2015)}]")]
    [InlineData("seq: [{type: u2}, {type: u1, checksum: {kind: sum8, to: _pos - 1}}]")]
    [InlineData("meta: {delimiter: \";\"}\nseq: [{id: a, type: str, column: -1, enum: {\"0\": zero, A: eh, _: other}}, {id: t, type: \"datetime(text, yy)\", column: -2}, {id: u, type: datetime(text), column: 1}, {id: k, type: str, column: 2, hidden: true}, {id: z, value: \"k == 'A' ? 1 : 2\"}]")]
    [InlineData("seq: [{id: m, type: hex, size: 4, separator: \":\", upper: true}, {id: n, type: hexle, size: 2, upper: true}, {id: a, type: s1}, {id: b, value: \"deg(atan2(a, 3)) + sin(rad(a)) * cos(a) - tan(a) + asin(a / 200) + acos(a / 200) + atan(a)\"}]")]
    public void Both_read_all_of_the_language_alike(string seq)
    {
        var spec = seq.StartsWith("meta", StringComparison.Ordinal) ? Specs.Of($"product: test\n{seq}") : Specs.OfSeq(seq);
        Assert.True(spec.IsCompiled);
        Agree(spec, 3000);
    }

    [Theory]
    [InlineData("seq: [{id: k, type: b4}, {id: a, type: b4, if: k > 3}, {id: z, type: u1}]")]
    [InlineData("seq: [{id: a, type: str, size-eos: true, process: \"xor(0x5a, 1)\"}]")]
    [InlineData("seq: [{id: k, type: u1}, {id: a, type: u2, size: 2, process: sub(k)}, {id: b, type: hex, size-eos: true, process: reverse}]")]
    [InlineData("seq: [{id: a, type: b3, repeat: expr, repeat-expr: 3}, {id: z, type: u1}]")]
    public void What_the_generated_code_does_not_know_is_left_to_the_interpreter(string seq)
    {
        var spec = Specs.OfSeq(seq);
        Assert.False(spec.IsCompiled);
        Agree(spec, 200);
    }

    private static List<string> Told(DecodedSamples samples)
    {
        var told = new List<string>();
        foreach (var sample in samples.All) told.Add($"{sample.Time} {sample.Ago} {string.Join(" ", Specs.Snapshot(sample.Values))}");
        return told;
    }

    internal static void Agree(CompiledSpec spec, int iterations)
    {
        var ports = spec.Spec.Messages.SelectMany(m => m.Ports).Append(0).Distinct().ToArray();
        var seeds = spec.Spec.Tests.Where(t => t.Input is SpecTestInput.Payload or SpecTestInput.Frame).Select(t => (t.IsFrame ? new FrameScanner(spec.Spec.Framing!).ReadOne(t.Bytes).Payload : t.Bytes).ToArray()).Append([]).ToArray();
        var mutated = Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 40], Gen.Byte, Gen.Byte.Array[0, 8], (i, at, value, more) =>
        {
            byte[] bytes = [.. seeds[i], .. more];
            if (at < bytes.Length) bytes[at] = value;
            return bytes;
        });
        var payloads = Gen.OneOf(mutated, Gen.Int[0, seeds.Length - 1].Select(i => seeds[i]), Gen.Byte.Array[0, 24], Gen.Int[0, 7].Select(i => "01AB,;\0\a"u8[i]).Array[0, 24], Gen.OneOf(Gen.Byte, Gen.Byte[0, 5]).Array[0, 40], Gen.Byte.Array[0, 600]);
        var decoded = 0;
        Gen.Select(payloads, Gen.Int[0, ports.Length - 1]).Sample((payload, port) =>
        {
            var (compiled, interpreted) = (new MetricValues(spec.Schema), new MetricValues(spec.Schema));
            var (made, told) = (new DecodedSamples(), new DecodedSamples());
            var refusal = spec.Decode(payload, ports[port], compiled, made, out var marks);
            var expected = spec.Interpret(payload, ports[port], interpreted, told, out var expectedMarks);
            if (refusal is null) Interlocked.Increment(ref decoded);
            Assert.Equal(expected, refusal);
            Assert.Equal(expectedMarks, marks);
            Assert.Equal(Specs.Snapshot(interpreted), Specs.Snapshot(compiled));
            Assert.Equal(told.Time, made.Time);
            Assert.Equal(Told(told), Told(made));
        }, iter: iterations);
        Assert.True(decoded > 0, "No payload decoded: nothing was compared.");
    }
}
