using System.Globalization;
using IotLink.Core.Telemetry;

namespace IotLink.Portal.Localization;

/// <summary>Numbers as both languages write them here: 1,234.5, a thin no-break space, the unit.</summary>
public static class Numbers
{
    public const string ThinSpace = "\u202f";

    private static readonly string[] ByteUnits = ["B", "KB", "MB", "GB", "TB"];

    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <param name="decimals">null: as many as are needed, at most three.</param>
    public static string Measure(double value, int? decimals = null) =>
        value.ToString(decimals is { } d ? $"N{d}" : "#,##0.###", CultureInfo.CurrentCulture);

    public static string Measure(double value, int? decimals, string? unit) =>
        string.IsNullOrEmpty(unit) ? Measure(value, decimals) : Measure(value, decimals) + ThinSpace + UnitSign(unit);

    public static string Of(MetricValue value, int? decimals, Words words) =>
        value.Number is { } number ? Measure(number, decimals)
        : value.Boolean is { } on ? words.Bool(on)
        : value.Text ?? words["Missing"];

    /// <summary>Specs write units in ASCII; people read signs.</summary>
    public static string UnitSign(string unit) => unit switch
    {
        "degC" or "celsius" => "\u00b0C",
        "degF" => "\u00b0F",
        "percent" => "%",
        "ug/m3" => "\u00b5g/m\u00b3",
        "m3" => "m\u00b3",
        "m3/h" => "m\u00b3/h",
        _ => unit,
    };

    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < ByteUnits.Length - 1) (value, unit) = (value / 1024, unit + 1);
        return Measure(value, value < 10 && unit > 0 ? 1 : 0) + ThinSpace + ByteUnits[unit];
    }
}
