using IotLink.Core.Documents;
using IotLink.Core.Products.Framing;

namespace IotLink.Tests.Core.Framing;

/// <summary>Framings to try, as their documents say them.</summary>
internal static class FramingDocuments
{
    public const string ProdA = """
        framing:
          length: u2
          length-add: 2
          crc: {kind: crc16-modbus, endian: le}
          max-length: 256
        identify: {login: {when: [0x00], at: 1}}
        reply:
          login: "00 03 06 {frame.crc} {crc}"
          data: "00 03 06 {frame.crc} {crc}"
          refused: "00 02 15 {reason} {crc}"
        """;

    public const string Gt06 = """
        framing:
          variants: [{start: [0x78, 0x78], length: u1}, {start: [0x79, 0x79], length: u2}]
          length-add: 2
          end: [0x0d, 0x0a]
          crc: {kind: crc16-x25, from: length, at: -4}
          trailer: 6
          heartbeat: 0x13
          fields:
            kind: {at: 0}
            serial: {in: frame, at: -6, size: 2}
        identify: {login: {when: [0x01], at: 1, size: 8, as: bcd, digits: 15}}
        reply:
          login: "78 78 05 {kind} {serial} {crc} 0d 0a"
          heartbeat: "78 78 05 {kind} {serial} {crc} 0d 0a"
          data: "78 78 05 {kind} {serial} {crc} 0d 0a"
        """;

    public const string Gator = """
        framing:
          start: [0x24, 0x24]
          length: u2
          length-at: 3
          header: 2
          crc: {kind: xor8}
          end: [0x0d]
        identify: {field: {at: 3, size: 4, as: hex}}
        """;

    public const string Lines = """
        framing: {newline: true, max-length: 64}
        identify: {field: {separator: ",", column: 1}}
        """;

    public const string Delimited = """
        framing: {start: "*", delimiters: ["#", "$$"], max-length: 64}
        identify: {field: {separator: ",", column: 1}}
        """;

    public const string Escaped = """
        framing:
          start: 0x7e
          end: 0x7e
          escape: {marker: 0x7d, codes: {0x01: 0x7d, 0x02: 0x7e}}
          crc: {kind: xor8, from: payload}
          max-length: 128
        identify: {field: {at: 0, size: 2, as: decimal}}
        """;

    public const string XorEscaped = """
        framing:
          start: 0x02
          end: [0x03]
          escape: {marker: 0x10, xor: 0x20}
          crc: {kind: crc16-kermit, from: payload, endian: le}
          max-length: 128
          keep-alive: [0x00, 0xff]
        identify: certificate
        """;

    public const string Nmea = """
        framing:
          start: "$"
          end: [0x0d, 0x0a]
          crc: {kind: xor8, from: 1, to: -5, at: -4, as: hex}
          trailer: 5
        identify: certificate
        """;

    public const string AsciiLength = """
        framing: {start: "##", length: dec(4), end: "!", max-length: 200}
        identify: certificate
        """;

    public const string Fixed = """
        framing: {fixed: 8, crc: {kind: sum8}}
        identify: {field: {at: 0, size: 4, as: decimal, prefix: "pump-"}}
        """;

    public static TheoryData<string> All =>
        [ProdA, Gt06, Gator, Lines, Delimited, Escaped, XorEscaped, Nmea, AsciiLength, Fixed];

    public static FramingSpec Spec(string text)
    {
        var (spec, faults) = Read(text);
        Assert.Empty(faults);
        return spec!;
    }

    public static (FramingSpec? Spec, List<DocumentFault> Faults) Read(string text)
    {
        var faults = new List<DocumentFault>();
        var map = DocumentMap.Parse(text, faults)!;
        var spec = FramingSpec.Read(map);
        map.Done();
        return (spec, faults);
    }
}
