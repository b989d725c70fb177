using IotLink.Core.Conversion;
using IotLink.Core.Messages;

namespace IotLink.Tests.Core.Conversion;

/// <summary>What real devices do that is hard to say, each said in the language alone.</summary>
public sealed class DeviceLanguageTests
{
    [Theory]
    [InlineData("sfloat", "016e", 366.0)]
    [InlineData("sfloat", "f16e", 36.6)]
    [InlineData("sfloat", "07ff", null)]
    [InlineData("mfloatle", "6e0100ff", 36.6)]
    [InlineData("mfloat", "007fffff", null)]
    [InlineData("\"float(1, 5, 10)\"", "c100", -2.5)]
    [InlineData("\"float(0, 4, 12, 0)\"", "1800", 3.0)]
    [InlineData("f4ws", "000041b4", 22.5)]
    [InlineData("bcd(4)le", "3412", 1234.0)]
    [InlineData("dec(5)", "2d31322e35", -12.5)]
    [InlineData("hexdec(4)", "30316646", 511.0)]
    [InlineData("dec(2)", "2d2d", null)]
    [InlineData("varint", "ac02", 300.0)]
    [InlineData("svarint", "03", -2.0)]
    [InlineData("vlq", "8148", 200.0)]
    [InlineData("u1, sign: magnitude", "85", -5.0)]
    [InlineData("u2, sign: ones", "fffe", -1.0)]
    [InlineData("u1, lookup: {1: 0.5, _: 9}", "01", 0.5)]
    [InlineData("u2, value: \"pow(2, _ >> 12) * (_ & 0xfff) * 0.01\"", "3064", 8.0)]
    [InlineData("u1, piecewise: [{below: 200, scale: 0.5}, {below: 240, scale: 5, offset: -900}, {scale: 50, offset: -11750}]", "c8", 100.0)]
    [InlineData("u1, piecewise: [{below: 200, scale: 0.5}, {below: 240, scale: 5, offset: -900}, {scale: 50, offset: -11700}]", "f0", 300.0)]
    [InlineData("u1, enum: {1: Offen, 2: Zu}", "02", "Zu")]
    [InlineData("datetime(unix), utc-offset: \"+09:00\"", "60c88690", "2021-06-15T01:53:04.000Z")]
    public void A_value_is_read_as_its_maker_meant_it(string type, string hex, object? value)
    {
        var spec = Specs.OfSeq($"seq: [{{id: a, type: {type}}}]");
        Assert.True(spec.IsCompiled);
        var decoded = spec.Decode(hex);
        Assert.Null(decoded.Refusal);
        Assert.Equal(value, decoded["a"]);
    }

    /// <summary>A heat meter: length and digits by the low nibble of a tag, meaning and power of ten by another.</summary>
    [Fact]
    public void The_scale_is_taken_from_a_tag()
    {
        var spec = Specs.Of("""
            meta: {id: meter, endian: le}
            seq: [{type: record, repeat: eos}]
            types:
              record:
                seq:
                  - {id: dif, type: u1, hidden: true}
                  - {id: vif, type: u1, hidden: true}
                  - type:
                      switch-on: dif & 0x0f
                      cases:
                        1: {id: raw, type: s1, hidden: true}
                        2: {id: raw, type: s2, hidden: true}
                        4: {id: raw, type: s4, hidden: true}
                        0x0a: {id: raw, type: bcd(4)le, hidden: true}
                        0x0c: {id: raw, type: bcd(8)le, hidden: true}
                        0x0d: [{id: n, type: u1, hidden: true}, {size: n}, {id: raw, value: 0 / 0, hidden: true}]
                  - type:
                      switch-on: vif & 0x7f
                      cases:
                        0x00..0x07: {metric: "energy_{dif >> 6}", value: raw, scale: "pow(10, (vif & 7) - 3)", unit: Wh}
                        0x10..0x17: {metric: "volume_{dif >> 6}", value: raw, scale: "pow(10, (vif & 7) - 6)", unit: m3}
                        0x58..0x5b: {metric: flow_temperature, value: raw, scale: "pow(10, (vif & 3) - 3)", unit: degC}
                      _: []
            """);
        Assert.True(spec.IsCompiled);
        var decoded = spec.Decode("0c06 78563412 0413 d2040000 025a 0701 4a14 5602 0d78 03414243");
        Assert.Equal(
            new Dictionary<string, object> { ["energy_0"] = 12345678000.0, ["volume_0"] = 1.234, ["flow_temperature"] = 26.3, ["volume_1"] = 2.56 },
            decoded.Values);
    }

    /// <summary>A data logger: a bit for each channel that is there, then only those.</summary>
    [Fact]
    public void Presence_bits_cover_a_repeated_group()
    {
        var spec = Specs.OfSeq("""
            seq:
              - {id: mask, type: u2, hidden: true}
              - repeat: expr
                repeat-expr: 16
                seq:
                  - if: mask >> _index & 1
                    seq:
                      - {metric: "temperature_{_index + 1}", type: s2, scale: 0.1}
                      - {metric: "humidity_{_index + 1}", type: u1}
              - {id: channels, value: popcount(mask)}
            """);
        Assert.True(spec.IsCompiled);
        Assert.Equal(
            new Dictionary<string, object> { ["temperature_1"] = 26.3, ["humidity_1"] = 50.0, ["temperature_3"] = -0.1, ["humidity_3"] = 51.0, ["channels"] = 2.0 },
            spec.Decode("0005 0107 32 ffff 33").Values);
    }

    [Fact]
    public void A_list_of_differences_adds_up()
    {
        var spec = Specs.OfSeq("""
            seq:
              - {id: count, type: u4, metric: count_0}
              - repeat: eos
                seq: [{id: step, type: s1, hidden: true}, {id: count, metric: "count_{_index + 1}", value: count + step}]
            """);
        Assert.True(spec.IsCompiled);
        Assert.Equal([1000.0, 1005.0, 1004.0], spec.Decode("000003e8 05 ff").Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Value));
    }

    /// <summary>An electricity meter: 68 address 68 control length data+0x33 sum 16.</summary>
    [Fact]
    public void Bytes_with_something_added_carry_decimal_digits_and_a_checksum()
    {
        var spec = Specs.Of("""
            meta: {id: meter, endian: le}
            seq:
              - {contents: [0x68]}
              - {id: address, type: hexle, size: 6}
              - {contents: [0x68]}
              - {id: control, type: u1, hidden: true}
              - {id: length, type: u1, hidden: true}
              - size: length
                process: sub(0x33)
                seq:
                  - {id: item, type: hexle, size: 4, hidden: true}
                  - type: {switch-on: item, cases: {"02010100": {id: voltage, type: bcd(4)le, scale: 0.1, unit: V}, "00010000": {id: energy, type: bcd(8)le, scale: 0.01, unit: kWh}}}
              - {type: u1, checksum: {kind: sum8}}
              - {contents: [0x16]}
            """);
        var frame = "68 123456789012 68 91 06 33343435 5855 ";
        Assert.Equal(new Dictionary<string, object> { ["address"] = "129078563412", ["voltage"] = 222.5 }, spec.Decode(frame + Sum(frame) + "16").Values);
        Assert.Equal(Reason.FrameChecksum, spec.Decode(frame + "00 16").Refusal?.Code);
    }

    /// <summary>A tracker that writes text: degrees and minutes, a letter for the side, local time in digits.</summary>
    [Fact]
    public void Text_is_cut_into_columns()
    {
        var spec = Specs.Of("""
            meta: {id: tracker, delimiter: ","}
            seq:
              - {id: kind, type: str, column: 3, hidden: true}
              - type:
                  switch-on: kind
                  cases:
                    V1:
                      - {id: ns, type: str, column: 7, hidden: true}
                      - {id: ew, type: str, column: 9, hidden: true}
                      - {id: valid, value: "state == 'A'"}
                      - {id: latitude, type: dec, column: 6, value: "(ns == 'S' ? -1 : 1) * (_ // 100 + _ % 100 / 60)", round: 5}
                      - {id: longitude, type: dec, column: 8, value: "(ew == 'W' ? -1 : 1) * (_ // 100 + _ % 100 / 60)", round: 5}
                      - {id: speed, type: dec, column: 10, scale: 1.852, round: 1, unit: km/h}
                      - {id: hms, type: dec, column: 4, hidden: true}
                      - {id: dmy, type: dec, column: 12, hidden: true}
                      - {id: time, type: datetime, event-time: true, value: "date(dmy % 100, dmy // 100 % 100, dmy // 10000, hms // 10000, hms // 100 % 100, hms % 100)", utc-offset: "+08:00"}
                      - {type: hexdec, column: 13, flags: []}
                    V4: {id: answer, type: str, column: 4}
            """.Replace("- {id: valid, value", "- {id: state, type: str, column: 5, hidden: true}\n          - {id: valid, value", StringComparison.Ordinal));
        var decoded = spec.Decode(Ascii("HQ,4107,V1,101530,A,2232.9806,S,11404.9355,E,10.0,309.62,160226,FFFFFBFF"));
        Assert.Null(decoded.Refusal);
        Assert.Equal(
            new Dictionary<string, object> { ["valid"] = true, ["latitude"] = -22.54968, ["longitude"] = 114.08226, ["speed"] = 18.5, ["time"] = "2026-02-16T02:15:30.000Z" },
            decoded.Values);
        Assert.Equal("S20", spec.Decode(Ascii("HQ,4107,V4,S20"))["answer"]);
        Assert.Equal(Reason.SpecNoMatch, spec.Decode(Ascii("HQ,4107,V9")).Refusal?.Code);
    }

    [Fact]
    public void Pairs_of_names_and_numbers_are_a_tag_loop_too()
    {
        var spec = Specs.OfSeq("""
            seq:
              - repeat: eos
                seq:
                  - {id: name, type: str, terminator: "=", hidden: true}
                  - {metric: "{name}", type: dec, terminator: ";", absent: [-999]}
            """);
        Assert.True(spec.IsCompiled);
        Assert.Equal(new Dictionary<string, object> { ["T"] = -3.5, ["pm2.5"] = 12.0 }, spec.Decode(Ascii("T=-3.5;H=-999;pm2.5=12")).Values);
    }

    [Fact]
    public void A_list_with_a_time_step_gives_readings_of_their_own()
    {
        var spec = Specs.OfSeq("""
            seq:
              - {id: battery, type: u1}
              - {id: start, type: datetime(unix), hidden: true, event-time: true}
              - {metric: level, type: u2, repeat: eos, absent: [0xffff], samples: {step: -600}}
            """);
        Assert.True(spec.IsCompiled);
        var samples = Samples(spec, "64 60c88690 0001 ffff 0003", out var main);
        Assert.Equal(new Dictionary<string, object> { ["battery"] = 100.0 }, main);
        Assert.Equal(0x60c88690, samples.Time);
        Assert.Equal([(1.0, 0.0), (3.0, 1200.0)], [.. samples.All.ToArray().Select(s => ((double)Specs.Snapshot(s.Values)["level"], s.Ago))]);
    }

    /// <summary>Records of a tracker, each with its own time, newest first.</summary>
    [Fact]
    public void Records_say_themselves_when_they_were_measured()
    {
        var spec = Specs.OfSeq("""
            seq:
              - {id: n, type: u1, hidden: true}
              - {type: record, repeat: expr, repeat-expr: n, samples: true}
              - {type: u1, valid: {expr: _ == n}, hidden: true, id: again}
            types:
              record:
                seq:
                  - {id: time, type: datetime(unix_ms), event-time: true, hidden: true}
                  - {id: count, type: u1, hidden: true}
                  - {type: pair, repeat: expr, repeat-expr: count}
              pair: {seq: [{id: key, type: u1, hidden: true}, {metric: "io_{key}", type: u2}]}
            """);
        var samples = Samples(spec, "02 0000018bcfe56800 01 150003 0000018bcfe56418 02 150004 f00001 02", out var main);
        Assert.Empty(main);
        Assert.Equal([1_700_000_000.0, 1_699_999_999.0], [.. samples.All.ToArray().Select(s => s.Time)]);
        Assert.Equal(1.0, Specs.Snapshot(samples.All[1].Values)["io_240"]);
    }

    [Fact]
    public void A_message_is_chosen_by_a_range_of_lengths()
    {
        var spec = Specs.OfSeq("messages: [{length: 1..2, seq: [{id: a, type: u1}]}, {length: 3..9, seq: [{id: b, type: u1}]}]");
        Assert.Equal((1.0, 5.0), (spec.Decode("01 02")["a"], spec.Decode("05 02 03")["b"]));
        Assert.Equal(Reason.SpecNoMatch, spec.Decode("00010203040506070809").Refusal?.Code);
    }

    [Fact]
    public void A_class_comes_from_two_metrics()
    {
        var spec = Specs.OfSeq("""
            seq: [{id: t, type: s1}, {id: h, type: u1}]
            instances:
              comfort: {value: "t > 27 or h > 70 ? 2 : t < 18 ? 1 : 0", enum: {0: good, 1: cold, 2: muggy}}
              word: {value: "t > 27 ? 'hot' : 'fine'"}
            """);
        Assert.Equal(("muggy", "hot"), (spec.Decode("1e 32")["comfort"], spec.Decode("1e 32")["word"]));
        Assert.Equal("cold", spec.Decode("05 32")["comfort"]);
    }

    [Fact]
    public void Digits_go_on_where_a_nibble_ended()
    {
        var spec = Specs.OfSeq("seq: [{id: dif, type: b4}, {id: value, type: nbcd(5), scale: 0.01}, {id: lsb, type: b3le}, {id: rest, type: b5le}]");
        Assert.Equal(new Dictionary<string, object> { ["dif"] = 10.0, ["value"] = 123.45, ["lsb"] = 5.0, ["rest"] = 1.0 }, spec.Decode("a12345 0d").Values);
    }

    [Fact]
    public void A_date_packed_in_bits_is_a_date()
    {
        var spec = Specs.OfSeq("""
            seq:
              - {id: y, type: b7, hidden: true}
              - {id: m, type: b4, hidden: true}
              - {id: d, type: b5, hidden: true}
              - {id: day, type: datetime, value: "date(y, m, d)", format: yyyy-MM-dd}
            """);
        Assert.Equal("2026-11-23", spec.Decode("3577")["day"]);
        Assert.Null(spec.Decode("ffff")["day"]);
    }

    private static DecodedSamples Samples(CompiledSpec spec, string hex, out Dictionary<string, object> main)
    {
        var (values, samples) = (new IotLink.Core.Products.MetricValues(spec.Schema), new DecodedSamples());
        Assert.Null(spec.Decode(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), 0, values, samples, out _));
        main = Specs.Snapshot(values);
        return samples;
    }

    private static string Ascii(string text) => Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(text));

    private static string Sum(string hex) =>
        ((byte)Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)).Sum(b => b)).ToString("x2", System.Globalization.CultureInfo.InvariantCulture);
}
