using System.Globalization;
using System.Text.RegularExpressions;

namespace IotLink.Core.Products;

/// <summary>
/// Reads <c>datetime(...)</c>: <c>unix</c>, <c>unix_ms</c>, <c>epoch2000</c> or another year, <c>gps</c>, <c>mbus</c>, <c>mbus_date</c>, parts in
/// any order such as <c>dmyhms</c>, <c>bcd_dmyhms</c> for decimal digits, <c>text</c> with or without a pattern.
/// </summary>
internal static partial class TimeTypeName
{
    /// <summary>The first second that satellites count, 1980-01-06.</summary>
    private const double GpsEpoch = 315_964_800;

    public static TimeType? Read(string name, ByteOrder? order, ref string? fault)
    {
        if (Form().Match(name) is not { Success: true } match) return null;
        var (kind, pattern, suffix) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        var type = kind == "text" ? Text(pattern, ref fault) : Named(kind);
        if (kind != "text" && pattern.Length > 0) type = null;
        if (type is null) fault = "datetime takes unix, unix_ms, epoch2000 (any year), gps, mbus, mbus_date, text, or parts in their order such as ymdhms, dmyhms, hmsdmy (Y is a year of two bytes), with bcd_ in front for decimal digits.";
        type ??= new(TimeFormat.Seconds, ByteOrder.Big);
        var isNumber = type.IsCount || type.Parts.Contains('Y', StringComparison.Ordinal);
        return type.Format is TimeFormat.MeterTime or TimeFormat.MeterDate
            ? type with { Order = suffix == "be" ? ByteOrder.Big : ByteOrder.Little }
            : type with { Order = FieldTypeName.Need(suffix, order, isNumber && fault is null, ref fault) };
    }

    private static TimeType? Named(string kind) => kind switch
    {
        "unix" => new(TimeFormat.Seconds, ByteOrder.Big),
        "unix_ms" => new(TimeFormat.Milliseconds, ByteOrder.Big),
        "gps" => new(TimeFormat.Seconds, ByteOrder.Big) { Epoch = GpsEpoch },
        "mbus" => new(TimeFormat.MeterTime, ByteOrder.Little),
        "mbus_date" => new(TimeFormat.MeterDate, ByteOrder.Little),
        "bcd" => new(TimeFormat.Bcd, ByteOrder.Big) { Parts = "ymdhns" },
        _ when Year().Match(kind) is { Success: true } year =>
            new(TimeFormat.Seconds, ByteOrder.Big) { Epoch = (new DateTime(int.Parse(year.Groups[1].Value, CultureInfo.InvariantCulture), 1, 1, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds },
        _ => Parts(kind),
    };

    private static TimeType? Parts(string kind)
    {
        if (PartOrder().Match(kind) is not { Success: true } match) return null;
        var (day, clock) = (match.Groups["day"], match.Groups["clock"]);
        if (day.Value.Distinct().Count() != day.Length) return null;
        var minutes = clock.Value.Replace('m', 'n');
        return new(match.Groups["bcd"].Success ? TimeFormat.Bcd : TimeFormat.Parts, ByteOrder.Big)
        {
            Parts = clock.Index < day.Index ? minutes + day.Value : day.Value + minutes,
        };
    }

    private static TimeType Text(string pattern, ref string? fault)
    {
        try
        {
            if (pattern.Length > 0) _ = DateTimeOffset.UnixEpoch.ToString(pattern, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            fault = $"'{pattern}' is no pattern of yyyy yy MM dd HH mm ss fff.";
        }

        return new(TimeFormat.Text, ByteOrder.Big) { Pattern = pattern.Length > 0 ? pattern : null };
    }

    [GeneratedRegex(@"^datetime\(\s*(\w+)\s*(?:,\s*([^()]+?)\s*)?\)(le|be)?$")]
    private static partial Regex Form();

    [GeneratedRegex("^epoch(19[0-9]{2}|20[0-9]{2})$")]
    private static partial Regex Year();

    [GeneratedRegex("^(?<bcd>bcd_)?(?:(?<day>[Yymd]{3})(?<clock>hms|smh|hm)?|(?<clock>hms|smh|hm)(?<day>[Yymd]{3}))$")]
    private static partial Regex PartOrder();
}
