using System.Globalization;
using IotLink.Core.Documents;

namespace IotLink.Core.Products;

/// <summary>Reads what a JSON path and a CSV column have in common.</summary>
internal static class TextMetricReader
{
    public static TextMetric Plain(string name, SpecPlace place) => new(name, MetricKind.Number, new() { Place = place });

    /// <summary>The keys behind the name: type, unit, doc, scale, offset, round, clamp, absent, enum.</summary>
    public static TextMetric Read(DocumentMap map, string name, SpecReading reading, SpecPlace place)
    {
        var kind = map.Choice<MetricKind>("type") ?? MetricKind.Number;
        if (kind == MetricKind.Absent) map.Fault("type", "value.type", "Expected number, boolean or text.");
        var shape = ValueReader.ReadText(map, new() { Unit = map.Text("unit"), Doc = map.Text("doc"), Place = place }, kind, reading);
        if (kind != MetricKind.Number && (shape.Linear is not null || shape.Round is not null || shape.Clamp is not null || shape.Enum is not null))
            map.Fault("type", "key.unfit", "'scale', 'offset', 'round', 'clamp' and 'enum' fit numbers only.");
        return new(name, kind, shape);
    }

    public static TextTime Time(DocumentMap map)
    {
        var pattern = map.Text("format");
        if (pattern is not null && !IsPattern(pattern)) map.Fault("format", "value.type", "Expected a pattern such as yyyyMMddHHmmss.");
        var unit = map.Text("unit");
        if (unit is not (null or "ms" or "s")) map.Fault("unit", "value.type", "Expected ms or s: what a number counts since 1970.");
        var offset = TimeSpan.Zero;
        if (map.Text("utc-offset") is { } text && !(text is ['+' or '-', ..] && TimeSpan.TryParseExact(text[1..], "hh\\:mm", CultureInfo.InvariantCulture, out offset)))
            map.Fault("utc-offset", "value.type", "Expected an offset such as +09:00.");
        return new(pattern, unit == "s", map.Text("utc-offset") is ['-', ..] ? -offset : offset);
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            return DateTimeOffset.UnixEpoch.ToString(pattern, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
