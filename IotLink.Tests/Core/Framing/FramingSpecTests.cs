namespace IotLink.Tests.Core.Framing;

public sealed class FramingSpecTests
{
    [Theory]
    [InlineData("framing: {}", "framing.shape")]
    [InlineData("framing: {length: u3}", "framing.length")]
    [InlineData("framing: {length: dec(8)}", "framing.length")]
    [InlineData("framing: {length: u2, fixed: 9}", "framing.shape")]
    [InlineData("framing: {fixed: 9000}", "framing.length")]
    [InlineData("framing: {length: u2, delimiters: ['a', 'b']}", "framing.shape")]
    [InlineData("framing: {length: u2, lenght-add: 2}", "key.unknown")]
    [InlineData("framing: {length: u2, crc: {kind: crc17}}", "framing.checksum")]
    [InlineData("framing: {length: u2, crc: {kind: xor8, at: 99999999999}}", "value.range")]
    [InlineData("framing: {length: u2, crc: {kind: xor8, from: 99999999999}}", "framing.checksum")]
    [InlineData("framing: {length: u2, crc: {kind: xor8, as: octal}}", "framing.checksum")]
    [InlineData("framing: {length: u2, crc: {kind: xor8, endian: middle}}", "value.type")]
    [InlineData("framing: {newline: true, crc: {kind: xor8, from: length}}", "framing.checksum")]
    [InlineData("framing: {length: u2, variants: [{start: 1}, {length: u1}]}", "framing.marks")]
    [InlineData("framing: {length: u2, variants: [{start: [1]}, {start: [1, 2]}]}", "framing.marks")]
    [InlineData("framing: {delimiters: ['x', 'xy']}", "framing.marks")]
    [InlineData("framing: {length: u2, escape: {marker: 0x7d, xor: 0x20}}", "framing.escape")]
    [InlineData("framing: {start: 1, end: 2, escape: {marker: 0x7d}}", "framing.escape")]
    [InlineData("framing: {length: u2, keep-alive: 0}", "framing.marks")]
    [InlineData("framing: {length: u2, start: 300}", "value.bytes")]
    [InlineData("framing: {length: u2, endian: middle}", "value.type")]
    [InlineData("framing: {length: u2}\nreply: {data: 'zz'}", "framing.reply")]
    [InlineData("framing: {length: u2}\nreply: {data: '06 {crc}'}", "framing.reply")]
    [InlineData("framing: {length: u2}\nreply: {daat: '06'}", "key.unknown")]
    [InlineData("reply: {data: '06'}", "framing.missing")]
    public void Every_fault_is_named(string text, string code)
    {
        var (spec, faults) = FramingDocuments.Read(text + "\nidentify: certificate\n");
        Assert.Null(spec);
        Assert.Contains(faults, f => f.Code == code);
    }

    [Theory]
    [InlineData("", "key.missing")]
    [InlineData("identify: password", "value.type")]
    [InlineData("identify: {}", "identify.shape")]
    [InlineData("identify: {login: {when: 1, at: 1}, field: {at: 0}}", "identify.shape")]
    [InlineData("identify: {login: {at: 1}}", "key.missing")]
    [InlineData("identify: {field: {at: 0, size: 3, as: decimal}}", "identify.shape")]
    [InlineData("identify: {field: {at: 0, sice: 3}}", "key.unknown")]
    public void Every_identity_fault_is_named(string text, string code)
    {
        var (spec, faults) = FramingDocuments.Read("framing: {length: u2}\n" + text);
        Assert.Null(spec);
        Assert.Contains(faults, f => f.Code == code && f.Line > 0);
    }

    [Fact]
    public void A_spec_without_framing_has_none()
    {
        var (spec, faults) = FramingDocuments.Read("{}");
        Assert.Null(spec);
        Assert.Empty(faults);
    }
}
