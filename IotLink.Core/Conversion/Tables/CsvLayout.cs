using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Tables;

/// <summary>Which cell of a row is what, once the header is known.</summary>
internal sealed class CsvLayout
{
    private static readonly SpecPlace Header = new(1, 1, "");

    private CsvLayout(int device, int time, List<(int Cell, TextValues Metric, bool Free)> metrics) =>
        (Device, Time, Metrics) = (device, time, metrics);

    /// <summary>-1: there is none.</summary>
    public int Device { get; }

    public int Time { get; }

    /// <summary>Free: taken as number, boolean or text, whatever it looks like.</summary>
    public IReadOnlyList<(int Cell, TextValues Metric, bool Free)> Metrics { get; }

    /// <param name="header">null when the table has none.</param>
    public static Refusal? TryOf(CsvSpec spec, IReadOnlyList<string>? header, out CsvLayout layout)
    {
        var device = spec.Device is { } d ? Find(d, header) : -1;
        var time = spec.Time is { } t ? Find(t, header) : -1;
        var metrics = new List<(int, TextValues, bool)>();
        foreach (var metric in spec.Metrics)
        {
            var cell = Find(metric.Column, header);
            if (cell >= 0) metrics.Add((cell, new(metric.Metric), false));
        }

        for (var i = 0; spec.Metrics.Count == 0 && i < header?.Count; i++)
        {
            if (i != device && i != time && header[i].Length > 0)
                metrics.Add((i, new(TextMetricReader.Plain(header[i], Header)), true));
        }

        layout = new(device, time, metrics);
        if (metrics.Count > 0) return null;
        var expected = spec.Metrics.Count == 0 ? "at least one" : string.Join(", ", spec.Metrics.Select(m => m.Column.ToString()));
        return new(Reason.CsvMalformed, $"Line 1: no column of a metric; expected {expected}.");
    }

    private static int Find(CsvColumn column, IReadOnlyList<string>? header)
    {
        if (column.Name is not { } name) return header is null || column.Position <= header.Count ? column.Position - 1 : -1;
        for (var i = 0; i < header?.Count; i++)
        {
            if (string.Equals(header[i], name, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }
}
