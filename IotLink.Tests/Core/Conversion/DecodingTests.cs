using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Conversion;

public sealed class DecodingTests
{
    [Theory]
    [InlineData("u1", "ff", 255.0)]
    [InlineData("s1", "ff", -1.0)]
    [InlineData("u2", "0102", 258.0)]
    [InlineData("u2le", "0102", 513.0)]
    [InlineData("u3", "010203", 66051.0)]
    [InlineData("s3le", "feffff", -2.0)]
    [InlineData("s4", "80000000", -2147483648.0)]
    [InlineData("u6", "000000010000", 65536.0)]
    [InlineData("s6", "ffffffffffff", -1.0)]
    [InlineData("u8", "ffffffffffffffff", 18446744073709551615.0)]
    [InlineData("u4ws", "00020001", 65538.0)]
    [InlineData("f2", "3c00", 1.0)]
    [InlineData("bf2", "40b3", 5.59375)]
    [InlineData("f4", "41b4b8e5", 22.590280532836914)]
    [InlineData("f8le", "000000000000f03f", 1.0)]
    [InlineData("bcd(4)", "1234", 1234.0)]
    [InlineData("bcd(3)", "1234", 234.0)]
    [InlineData("b12", "abcd", 2748.0)]
    [InlineData("b12le", "abcd", 3499.0)]
    [InlineData("sb12", "ffff", -1.0)]
    [InlineData("bool", "02", true)]
    [InlineData("b1", "80", true)]
    [InlineData("datetime(unix)", "60c88690", "2021-06-15T10:53:04.000Z")]
    [InlineData("datetime(epoch2000)", "00000001", "2000-01-01T00:00:01.000Z")]
    [InlineData("datetime(unix_ms)", "0000018bcfe56800", "2023-11-14T22:13:20.000Z")]
    [InlineData("datetime(ymdhms)", "0f0a140e150b", "2015-10-20T14:21:11.000Z")]
    [InlineData("datetime(bcd)", "141121072702", "2014-11-21T07:27:02.000Z")]
    [InlineData("strz", "616200", "ab")]
    public void Every_type_reads_its_bytes(string type, string hex, object value) =>
        Assert.Equal(value, Specs.OfSeq($"seq: [{{id: a, type: {type}}}]").Decode(hex)["a"]);

    [Theory]
    [InlineData("f4", "7fc00000")]
    [InlineData("f4", "7f800000")]
    [InlineData("bcd(2)", "1a")]
    [InlineData("datetime(ymdhms)", "0f0d140e150b")]
    [InlineData("datetime(bcd)", "ffffffffffff")]
    public void What_is_no_value_is_absent(string type, string hex)
    {
        var decoded = Specs.OfSeq($"seq: [{{id: a, type: {type}}}, {{id: b, type: u1}}]").Decode(hex + "01");
        Assert.Null(decoded.Refusal);
        Assert.Equal(["b"], decoded.Values.Keys);
    }

    [Theory]
    [InlineData("type: u2, scale: 0.1", "0107", 26.3)]
    [InlineData("type: u2, scale: 0.001", "0c60", 3.168)]
    [InlineData("type: u2, scale: 0.1, offset: -40", "0271", 22.5)]
    [InlineData("type: u2, scale: 0.01, round: 1", "007d", 1.3)]
    [InlineData("type: u2, scale: 0.001, round: 2", "03ed", 1.01)]
    [InlineData("type: s2, scale: 0.1, round: 0", "ff83", -13.0)]
    [InlineData("type: u4, scale: 1/1800000", "05e51e78", 54.945346666666667)]
    [InlineData("type: u1, clamp: [0, 100]", "ff", 100.0)]
    [InlineData("type: b1, scale: 1", "80", 1.0)]
    [InlineData("type: u1, enum: {0: Off, 1: On}", "01", "On")]
    [InlineData("type: u1, enum: {0: Off, _: On}", "07", "On")]
    public void A_raw_value_becomes_what_people_expect(string keys, string hex, object value) =>
        Assert.Equal(value, Specs.OfSeq($"seq: [{{id: a, {keys}}}]").Decode(hex)["a"]);

    [Fact]
    public void A_required_field_without_bytes_is_refused_with_its_place()
    {
        var refusal = Specs.OfSeq("seq: [{size: 6}, {id: a, type: u2}]").Decode("00000000000001").Refusal;
        Assert.Equal(new Refusal(Reason.SpecOutOfData, "needs 2 bytes at offset 6, 1 left", 6), refusal);
    }

    [Fact]
    public void A_refused_message_leaves_no_values()
    {
        var decoded = Specs.OfSeq("seq: [{id: a, type: u1}, {id: b, type: u2}]").Decode("0102");
        Assert.Equal(Reason.SpecOutOfData, decoded.Refusal?.Code);
        Assert.Empty(decoded.Values);
    }

    [Fact]
    public void An_invalid_value_is_refused_and_says_what_was_expected()
    {
        var refusal = Specs.OfSeq("seq: [{id: version, type: u1, valid: 2}]").Decode("03").Refusal;
        Assert.Equal(Reason.SpecInvalidValue, refusal?.Code);
        Assert.Equal("version is 3, expected 2.", refusal?.Detail);
    }

    [Fact]
    public void Wrong_contents_are_refused() =>
        Assert.Equal("Expected the bytes 2424, found 2425.", Specs.OfSeq("seq: [{contents: [0x24, 0x24]}]").Decode("2425").Refusal?.Detail);

    [Fact]
    public void An_unknown_tag_keeps_what_came_before_and_marks_it()
    {
        var spec = Specs.OfSeq("seq: [{id: a, type: u1}, {id: tag, type: u1, hidden: true}, {type: {switch-on: tag, cases: {1: {id: b, type: u1}}}}]\ninstances: {twice: {value: a * 2}}");
        var decoded = spec.Decode("050901");
        Assert.Equal(ReadingMarks.Partial, decoded.Marks);
        Assert.Equal(new Dictionary<string, object> { ["a"] = 5.0, ["twice"] = 10.0 }, decoded.Values);
    }

    [Fact]
    public void A_sub_type_sees_only_the_bytes_of_its_size()
    {
        var spec = Specs.OfSeq("seq: [{id: n, type: u1, hidden: true}, {type: rest, size: n}, {id: z, type: u1}]\ntypes: {rest: {seq: [{id: text, type: str, size-eos: true}]}}");
        Assert.Equal(new Dictionary<string, object> { ["text"] = "ab", ["z"] = 9.0 }, spec.Decode("02616209").Values);
    }

    [Fact]
    public void Bytes_can_be_unmasked_before_they_are_read() =>
        Assert.Equal("ab", Specs.OfSeq("seq: [{id: a, type: str, size: 2, process: xor(0x20)}]").Decode("4142")["a"]);

    [Fact]
    public void A_name_means_the_value_of_its_own_type_and_otherwise_the_last_one_read()
    {
        var spec = Specs.OfSeq("""
            seq: [{id: kind, type: u1, hidden: true}, {type: inner}, {id: last, type: u1, if: kind == 1}]
            instances: {sum: {value: kind + x}}
            types: {inner: {seq: [{id: kind, type: u1, hidden: true}, {id: x, type: u1, if: kind == 2}]}}
            """);
        Assert.Equal(new Dictionary<string, object> { ["x"] = 4.0, ["last"] = 5.0, ["sum"] = 5.0 }, spec.Decode("01020405").Values);
    }

    [Fact]
    public void Each_bit_with_a_name_is_a_boolean()
    {
        var decoded = Specs.OfSeq("seq: [{type: u1, flags: [low, ~, open]}]").Decode("04");
        Assert.Equal(new Dictionary<string, object> { ["low"] = false, ["open"] = true }, decoded.Values);
    }
}
