using System.Globalization;
using System.Text;
using IotLink.Core.Devices;
using IotLink.Portal.Controls;

namespace IotLink.Portal.Features.Documents;

/// <summary>Bytes of a pasted payload that somebody gave a name.</summary>
/// <param name="Type">Built-in type of the language; <c>bytes</c> for what has none of that length.</param>
/// <param name="Scale">What the raw value is multiplied with; null for 1.</param>
public sealed record NamedBytes(ByteRange Place, string Name, string Type, decimal? Scale, string? Unit)
{
    /// <summary>The types that fit so many bytes, likeliest first.</summary>
    public static IReadOnlyList<string> TypesFor(int length) => length switch
    {
        1 => ["u1", "s1", "bool", "str", "hex"],
        2 => ["u2", "s2", "f2", "str", "hex"],
        4 => ["u4", "s4", "f4", "datetime(unix)", "str", "hex"],
        8 => ["u8", "s8", "f8", "datetime(unix_ms)", "str", "hex"],
        3 or 5 or 6 or 7 => [$"u{length}", $"s{length}", "str", "hex"],
        _ => ["str", "hex"],
    };

    /// <summary>A whole spec from names: what lies between them is skipped, and the payload becomes its first test.</summary>
    /// <param name="isLittle">Least significant byte first.</param>
    public static string Write(ProductId product, ReadOnlySpan<byte> payload, IEnumerable<NamedBytes> names, bool isLittle)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"meta: {{endian: {(isLittle ? "le" : "be")}}}\nproduct: {product}\nversion: 1\nseq:\n");
        var at = 0;
        foreach (var named in names.OrderBy(n => n.Place.Start))
        {
            if (named.Place.Start > at) Skip(text, named.Place.Start - at);
            var isSized = named.Type is "str" or "hex" or "bytes";
            text.Append(CultureInfo.InvariantCulture, $"  - {{id: {named.Name}, type: {named.Type}");
            if (isSized) text.Append(CultureInfo.InvariantCulture, $", size: {named.Place.Length}");
            if (named.Scale is { } scale && scale != 1) text.Append(CultureInfo.InvariantCulture, $", scale: {scale}");
            if (!string.IsNullOrWhiteSpace(named.Unit)) text.Append(CultureInfo.InvariantCulture, $", unit: {TestLines.Quoted(named.Unit.Trim())}");
            text.Append("}\n");
            at = named.Place.Start + named.Place.Length;
        }

        if (at < payload.Length) Skip(text, payload.Length - at);
        return text.ToString();
    }

    private static void Skip(StringBuilder text, int bytes) => text.Append(CultureInfo.InvariantCulture, $"  - {{size: {bytes}}}\n");
}
