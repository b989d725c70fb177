using System.Globalization;
using IotLink.Core.Documents;

namespace IotLink.Core.Products.Framing;

/// <summary>The keys of a variant as written; what a variant does not say, it takes from the framing around it.</summary>
internal sealed record VariantKeys
{
    private static readonly string[] Shape = ["start", "length", "length-at", "length-add", "length-times", "fixed", "header", "trailer", "end", "delimiter", "delimiters", "newline", "variants"];

    private byte[]? Start { get; init; }
    private string? Length { get; init; }
    private int? LengthAt { get; init; }
    private int? LengthAdd { get; init; }
    private int? LengthTimes { get; init; }
    private int? Fixed { get; init; }
    private int? Header { get; init; }
    private int? Trailer { get; init; }
    private IReadOnlyList<ReadOnlyMemory<byte>>? Ends { get; init; }

    /// <summary>Whether all keys could be read: only then the shape they make is judged.</summary>
    public bool IsSound { get; private init; }

    public static VariantKeys Read(DocumentMap map)
    {
        var before = map.Faults.Count;
        var keys = ReadKeys(map);
        return keys with { IsSound = map.Faults.Count == before };
    }

    private static VariantKeys ReadKeys(DocumentMap map) => new()
    {
        Start = map.Bytes("start"),
        Length = map.Text("length"),
        LengthAt = map.Small("length-at", 0),
        LengthAdd = map.Small("length-add", -FramingSpec.LargestMaxLength),
        LengthTimes = map.Small("length-times", 1),
        Fixed = map.Small("fixed", 1),
        Header = map.Small("header", 0),
        Trailer = map.Small("trailer", 0),
        Ends = ReadEnds(map),
    };

    public VariantKeys Within(VariantKeys outer) => new()
    {
        Start = Start ?? outer.Start,
        Length = Length ?? outer.Length,
        LengthAt = LengthAt ?? outer.LengthAt,
        LengthAdd = LengthAdd ?? outer.LengthAdd,
        LengthTimes = LengthTimes ?? outer.LengthTimes,
        Fixed = Fixed ?? outer.Fixed,
        Header = Header ?? outer.Header,
        Trailer = Trailer ?? outer.Trailer,
        Ends = Ends ?? outer.Ends,
        IsSound = IsSound && outer.IsSound,
    };

    /// <returns>null after adding the faults.</returns>
    public FrameVariant? Build(DocumentMap map, bool littleEndian)
    {
        var start = Start ?? [];
        var length = Length is null ? null : ParseLength(Length, LengthAt ?? start.Length, LengthAdd ?? 0, littleEndian);
        var ends = Ends ?? [];
        if (Length is not null && length is null)
            map.Fault("length", "framing.length", $"'{Length}' is no length: u1, u2, u4 (with be or le), dec(n) or hex(n), n 1 to 7, or dec for as many digits as there are.");
        else if (!IsSound || map.MayMean(Shape))
            return null;
        else if (length is not null && Fixed is not null)
            map.Fault("framing.shape", "Give either 'fixed' or 'length', not both.");
        else if (length is null && Fixed is null && ends.Count == 0)
            map.Fault("framing.shape", "Say how a frame ends: fixed, length, end, delimiter or newline.");
        else if ((length is not null || Fixed is not null) && ends.Count > 1)
            map.Fault("framing.shape", "A frame of known length has at most one end mark.");
        else if (Fixed is { } size && (Header ?? start.Length) + (Trailer ?? 0) > size)
            map.Fault("fixed", "framing.length", "The fixed length is shorter than header and trailer.");
        else if (length is not null && length.At < start.Length)
            map.Fault("length-at", "framing.length", "The length field lies inside the start mark.");
        else
        {
            return new()
            {
                Start = start,
                Length = length is null ? null : length with { Times = LengthTimes ?? 1 },
                Fixed = Fixed,
                Ends = ends,
                Header = Header ?? (length is null ? start.Length : length.At + length.Width),
                Trailer = Trailer,
            };
        }

        return null;
    }

    private static List<ReadOnlyMemory<byte>>? ReadEnds(DocumentMap map)
    {
        var ends = new List<ReadOnlyMemory<byte>>();
        if (map.Bytes("end") is { } end) ends.Add(end);
        if (map.Bytes("delimiter") is { } delimiter) ends.Add(delimiter);
        foreach (var (node, path) in map.Items("delimiters"))
        {
            if (map.Bytes(node, path) is { } bytes) ends.Add(bytes);
        }

        if (map.Flag("newline") == true) ends.AddRange(["\r\n"u8.ToArray(), "\n"u8.ToArray()]);
        return ends.Count == 0 ? null : ends;
    }

    private static LengthField? ParseLength(string text, int at, int add, bool littleEndian)
    {
        var digits = text.Length == 6 && text[3] == '(' && text[5] == ')' && text[4] is >= '1' and <= '7' ? text[4] - '0' : 0;
        if (text == "dec") return new(at, 0, LengthCoding.Decimal, add);
        if (digits > 0 && text.StartsWith("dec", StringComparison.Ordinal)) return new(at, digits, LengthCoding.Decimal, add);
        if (digits > 0 && text.StartsWith("hex", StringComparison.Ordinal)) return new(at, digits, LengthCoding.Hex, add);
        var little = text.EndsWith("le", StringComparison.Ordinal) || (littleEndian && !text.EndsWith("be", StringComparison.Ordinal));
        var bare = text.Length == 4 && (text.EndsWith("le", StringComparison.Ordinal) || text.EndsWith("be", StringComparison.Ordinal))
            ? text[..2]
            : text;
        return bare is "u1" or "u2" or "u4"
            ? new(at, int.Parse(bare.AsSpan(1), CultureInfo.InvariantCulture), little ? LengthCoding.LittleEndian : LengthCoding.BigEndian, add)
            : null;
    }
}
