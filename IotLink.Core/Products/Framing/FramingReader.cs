using System.Globalization;
using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products.Framing;

/// <summary>Reads the TCP part of a product spec; every fault is listed with its place.</summary>
internal static class FramingReader
{
    public static FramingSpec? Read(DocumentMap spec)
    {
        var faults = spec.Faults.Count;
        if (!spec.Has("framing"))
        {
            foreach (var key in new[] { "identify", "reply" })
            {
                if (spec.Node(key) is not null) spec.Fault(key, "framing.missing", $"'{key}' needs a 'framing'.");
            }

            return null;
        }

        var identity = IdentityReader.Read(spec) ?? new(IdentitySource.Certificate);
        if (spec.Map("framing") is not { } framing)
        {
            spec.Node("reply");
            return null;
        }

        var littleEndian = LittleEndian(framing, SpecIsLittleEndian(spec));
        var outer = VariantKeys.Read(framing);
        var replied = spec.Faults.Count;
        var checksum = framing.Map("crc") is { } crc ? ReadChecksum(crc, littleEndian) : null;
        var fields = framing.Map("fields") is { } named ? Fields(named) : [];
        replied = spec.Faults.Count - replied;
        var maxLength = framing.Small("max-length", 1);
        var read = new FramingSpec([], identity)
        {
            MaxLength = maxLength ?? (framing.Has("max-length") ? FramingSpec.LargestMaxLength : FramingSpec.DefaultMaxLength),
            Checksum = checksum,
            Escape = framing.Map("escape") is { } escape ? ReadEscape(escape) : null,
            KeepAlive = framing.Bytes("keep-alive"),
            Heartbeat = framing.Bytes("heartbeat"),
            Reply = spec.Map("reply") is { } reply ? ReadReplies(reply, fields, checksum, namesLost: replied > 0 || framing.MayMean("crc", "fields")) : ReplyRules.Silent,
        };
        var before = spec.Faults.Count;
        read = read with { Variants = Variants(framing, outer, littleEndian) };
        if (read.Variants.Count > 0 && spec.Faults.Count == before && outer.IsSound) FramingCheck.Run(read, framing);
        framing.Done();
        return spec.Faults.Count == faults ? read : null;
    }

    private static bool LittleEndian(DocumentMap map, bool otherwise)
    {
        var word = map.Text("endian");
        if (word is not (null or "be" or "le")) map.Fault("endian", "value.type", "Expected be or le.");
        return word is null ? otherwise : word == "le";
    }

    private static bool SpecIsLittleEndian(DocumentMap spec) =>
        spec.Node("meta") is YamlMappingNode meta && meta.Children.TryGetValue(new YamlScalarNode("endian"), out var node)
        && node is YamlScalarNode { Value: "le" };

    private static List<FrameVariant> Variants(DocumentMap framing, VariantKeys outer, bool littleEndian)
    {
        var variants = new List<FrameVariant>();
        if (!framing.Has("variants"))
        {
            if (outer.Build(framing, littleEndian) is { } only) variants.Add(only);
            return variants;
        }

        foreach (var map in framing.Maps("variants"))
        {
            var keys = VariantKeys.Read(map).Within(outer);
            if (keys.Build(map, littleEndian) is { } variant) variants.Add(variant);
            map.Done();
        }

        return variants;
    }

    private static ChecksumRule? ReadChecksum(DocumentMap map, bool littleEndian)
    {
        var word = map.Text("kind", required: true);
        var kind = word is null ? null : ChecksumKinds.Parse(word);
        if (word is not null && kind is null)
            map.Fault("kind", "framing.checksum", $"Unknown checksum '{word}'. Known: {string.Join(", ", ChecksumKinds.Names)}.");
        var from = map.Text("from") ?? "start";
        var offset = DocumentMap.ParseInteger(from) is { } said && Math.Abs(said) <= FramingSpec.LargestMaxLength ? (int?)said : null;
        var place = from switch
        {
            "start" => ChecksumFrom.Start,
            "length" => ChecksumFrom.Length,
            "payload" => ChecksumFrom.Payload,
            _ => ChecksumFrom.Offset,
        };
        if (place == ChecksumFrom.Offset && offset is null)
            map.Fault("from", "framing.checksum", "Expected start, length, payload or an offset.");
        var little = LittleEndian(map, littleEndian);
        var asHex = map.Text("as") switch { null or "binary" => false, "hex" => true, _ => (bool?)null };
        if (asHex is null) map.Fault("as", "framing.checksum", "Expected binary or hex.");
        const int Behind = -FramingSpec.LargestMaxLength;
        var rule = new ChecksumRule(
            kind ?? default, place, offset ?? 0, map.Small("to", Behind), map.Small("at", Behind), little, asHex ?? false);
        map.Done();
        return kind is null ? null : rule;
    }

    private static EscapeRule? ReadEscape(DocumentMap map)
    {
        var before = map.Faults.Count;
        var marker = map.Bytes("marker", required: true);
        var xor = map.Bytes("xor");
        var codes = new Dictionary<byte, byte>();
        if (map.Map("codes") is { } list)
        {
            foreach (var key in list.Keys.ToList())
            {
                if (list.Bytes(key) is [var meant] && DocumentBytes.ParseByte(key) is { } code) codes[code] = meant;
                else list.Fault(key, "framing.escape", "Expected code: byte, such as 0x01: 0x7d.");
            }
        }

        map.Done();
        if (map.Faults.Count != before) return null;
        if (marker is [var m] && xor is null or [_] && (xor is null) == (codes.Count > 0)) return new(m, codes, xor?[0]);
        map.Fault("framing.escape", "An escape has a one-byte 'marker' and either 'xor' (one byte) or 'codes'.");
        return null;
    }

    private static Dictionary<string, FrameField> Fields(DocumentMap named)
    {
        var fields = new Dictionary<string, FrameField>(StringComparer.Ordinal);
        foreach (var name in named.Keys.ToList())
        {
            if (named.Map(name) is not { } map) continue;
            var place = map.Text("in") ?? "payload";
            if (place is not ("payload" or "frame")) map.Fault("in", "value.type", "Expected payload or frame.");
            var size = map.Small("size", 1) ?? 1;
            fields[name] = new(place == "frame", map.Small("at", -FramingSpec.LargestMaxLength, required: true) ?? 0, size);
            map.Done();
        }

        return fields;
    }

    /// <param name="namesLost">Whether what a placeholder could stand for was not read: then none is called unknown.</param>
    private static ReplyRules ReadReplies(DocumentMap map, Dictionary<string, FrameField> fields, ChecksumRule? checksum, bool namesLost)
    {
        var rules = new ReplyRules(Template(map, "login"), Template(map, "data"), Template(map, "heartbeat"), Template(map, "refused"))
        {
            Cases = [.. map.Maps("cases").Select(Case)],
            UtcOffset = Offset(),
        };
        map.Done();
        return rules;

        ReplyCase Case(DocumentMap one)
        {
            var read = new ReplyCase(one.Bytes("when", required: true) ?? [], one.Small("at", -FramingSpec.LargestMaxLength) ?? 0, Template(one, "data"));
            one.Done();
            return read;
        }

        TimeSpan Offset()
        {
            if (map.Text("utc-offset") is not { } text) return TimeSpan.Zero;
            if (text is ['+' or '-', ..] && TimeSpan.TryParseExact(text[1..], "hh\\:mm", CultureInfo.InvariantCulture, out var ahead) && ahead <= TimeSpan.FromHours(14))
                return text[0] == '-' ? -ahead : ahead;
            map.Fault("utc-offset", "value.type", "Expected an offset such as +09:00.");
            return TimeSpan.Zero;
        }

        ReplyTemplate? Template(DocumentMap from, string key)
        {
            if (from.Text(key) is not { } text) return null;
            var template = ReplyTemplate.Parse(text, fields, checksum, out var fault);
            if (template is null && !(namesLost && text.Contains('{', StringComparison.Ordinal))) from.Fault(key, "framing.reply", fault);
            return template;
        }
    }
}
