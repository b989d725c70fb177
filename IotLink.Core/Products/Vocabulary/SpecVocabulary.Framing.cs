using IotLink.Core.Products.Framing;

namespace IotLink.Core.Products.Vocabulary;

/// <summary>TCP: framing, identity, replies.</summary>
public static partial class SpecVocabulary
{
    private static IReadOnlyList<SpecSection> FramingSections => [Framing, Variant, Crc, Escape, FrameFieldKeys, Identity, Login, IdentityField, Reply, ReplyCases];

    private static IReadOnlyList<SpecKey> VariantKeyList =>
    [
        Key("start", KeyShape.Bytes, "[0x78, 0x78]", "Bytes every frame begins with."),
        Key("length", KeyShape.Text, "u2", "The length field: u1, u2, u4 (be, le), or text dec(n), hex(n), or dec for as many digits as there are."),
        Key("length-at", KeyShape.WholeNumber, "3", "Where the length field is; right behind the start mark."),
        Key("length-add", KeyShape.WholeNumber, "2", "Bytes the length does not count, besides itself and what is before it."),
        Key("length-times", KeyShape.WholeNumber, "2", "Bytes one count of the length means; 1."),
        Key("fixed", KeyShape.WholeNumber, "20", "Every frame has so many bytes."),
        Key("header", KeyShape.WholeNumber, "3", "Bytes before the payload; up to and with the length field."),
        Key("trailer", KeyShape.WholeNumber, "6", "Bytes behind the payload; checksum and end mark."),
        Key("end", KeyShape.Bytes, "[0x0d, 0x0a]", "The mark a frame ends with."),
        Key("delimiter", KeyShape.Bytes, "\"#\"", "The mark a frame ends with."),
        Key("delimiters", KeyShape.Bytes, "[\"#\", \"!\"]", "Several marks a frame may end with."),
        Key("newline", KeyShape.Flag, "true", "A frame ends with CR LF or LF."),
    ];

    private static SpecSection Framing => new("framing", "How a TCP byte stream becomes frames.",
    [
        .. VariantKeyList,
        In("variant", "variants", KeyShape.SectionList, "[{start: [0x78, 0x78], length: u1}]", "Several forms of frames, told apart by their start marks."),
        OneOf("endian", ["be", "le"], "Byte order of lengths and checksums."),
        In("crc", "crc", KeyShape.Section, "{kind: crc16-x25, from: length}", "The checksum of a frame."),
        In("escape", "escape", KeyShape.Section, "{marker: 0x7d, xor: 0x20}", "How bytes that look like a mark are hidden."),
        Key("keep-alive", KeyShape.Bytes, "[0x00]", "Single bytes that may stand between frames."),
        Key("heartbeat", KeyShape.Bytes, "0x13", "A frame whose payload begins so is answered and not stored."),
        In("frame-field", "fields", KeyShape.SectionMap, "{serial: {in: frame, at: -6, size: 2}}", "Names for bytes of a frame, for replies."),
        Key("max-length", KeyShape.WholeNumber, "1024", "Longest frame as it arrives; 4096."),
    ]);

    private static SpecSection Variant => new("variant", "One form a product's frames take.", VariantKeyList);

    private static SpecSection Crc => new("crc", "The checksum of a frame. Offsets below zero count from the frame's end.",
    [
        Key("kind", KeyShape.Choice, "crc16-modbus", "Which checksum.") with { Choices = [.. ChecksumKinds.Names], IsRequired = true },
        Key("from", KeyShape.Text, "length", "Where the covered bytes begin: start, length, payload or an offset."),
        Key("to", KeyShape.WholeNumber, "-4", "First byte not covered any more; up to the checksum."),
        Key("at", KeyShape.WholeNumber, "-4", "Where it stands; right before the end mark."),
        OneOf("endian", ["be", "le"], "Order of its own bytes."),
        OneOf("as", ["binary", "hex"], "Whether it is written in bytes or hexadecimal digits."),
    ]);

    private static SpecSection Escape => new("escape", "How bytes that look like a mark are hidden: a marker, then a code.",
    [
        Key("marker", KeyShape.Bytes, "0x7d", "The byte that announces a hidden one.") with { IsRequired = true },
        Key("xor", KeyShape.Bytes, "0x20", "The byte behind the marker is the meant one, XORed with this."),
        Key("codes", KeyShape.ByteMap, "{0x01: 0x7d, 0x02: 0x7e}", "Which code stands for which byte."),
    ]);

    private static SpecSection FrameFieldKeys => new("frame-field", "A few bytes of a frame.",
    [
        OneOf("in", ["payload", "frame"], "Where 'at' counts."),
        Key("at", KeyShape.WholeNumber, "-6", "Offset; below zero from the end.") with { IsRequired = true },
        Key("size", KeyShape.WholeNumber, "2", "Bytes; 1."),
    ]);

    private static SpecSection Identity => new("identity", "Where the id of a TCP device comes from.",
    [
        In("login", "login", KeyShape.Section, "{when: [0x01], at: 1, size: 8, as: bcd}", "A login frame names the device for the connection."),
        In("identity-field", "field", KeyShape.Section, "{at: 3, size: 4, as: hex}", "Every frame names the device."),
    ]);

    private static IReadOnlyList<SpecKey> IdentityKeys =>
    [
        Key("at", KeyShape.WholeNumber, "1", "Offset in the payload."),
        Key("size", KeyShape.WholeNumber, "8", "Bytes; up to the payload's end."),
        Key("separator", KeyShape.Bytes, "\",\"", "For text frames: the id is a column."),
        Key("column", KeyShape.WholeNumber, "1", "Which column, 0 for the first."),
        OneOf("as", ["ascii", "hex", "bcd", "decimal"], "How the id is written."),
        Key("digits", KeyShape.WholeNumber, "15", "Keep the last so many characters."),
        Key("prefix", KeyShape.Text, "gt06-", "Put in front to make it the registered id."),
    ];

    private static SpecSection Login => new("login", "The frame that names the device for the whole connection.",
        [Key("when", KeyShape.Bytes, "[0x01]", "What a login frame's payload begins with.") with { IsRequired = true }, .. IdentityKeys]);

    private static SpecSection IdentityField => new("identity-field", "The bytes of every frame that name the device.", IdentityKeys);

    private static SpecSection Reply => new("reply", "Answers: hex bytes, quoted texts and {names}.",
    [
        Key("login", KeyShape.Text, "\"78 78 05 01 {serial} {crc} 0d 0a\"", "After the device is known and admitted."),
        Key("data", KeyShape.Text, "\"06 {crc}\"", "Acknowledges: sent after the stream has the frame on disk."),
        Key("heartbeat", KeyShape.Text, "\"15 {crc}\"", "At once."),
        Key("refused", KeyShape.Text, "\"15 {reason}\"", "For a frame that was not taken."),
        In("reply-case", "cases", KeyShape.SectionList, "[{when: [0x8a], data: \"8a {time.ymdhms} {crc}\"}]", "Data frames that are answered otherwise: the first that fits counts."),
        Key("utc-offset", KeyShape.Text, "\"+09:00\"", "How far the time in the answers is ahead of UTC."),
    ]);

    private static SpecSection ReplyCases => new("reply-case", "Data frames that are answered in a way of their own.",
    [
        Key("when", KeyShape.Bytes, "[0x8a]", "Bytes of the payload that tell such a frame.") with { IsRequired = true },
        Key("at", KeyShape.WholeNumber, "0", "Where they are, 0 for the payload's beginning; below zero from its end."),
        Key("data", KeyShape.Text, "\"8a {time.ymdhms} {crc}\"", "The answer; without it there is none."),
    ]);
}
