using System.Text;
using System.Text.Unicode;
using IotLink.Core.Conversion.Envelope;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Tables;

/// <summary>CSV by the product's column mapping: one row, one reading; one bad row refuses the message and is named.</summary>
internal static class CsvTelemetry
{
    public static Refusal? Convert(in ConversionContext context) => Convert(context, context.Message.Payload.Span);

    /// <param name="payload">The rows; of a TCP frame what is left without its marks.</param>
    public static Refusal? Convert(in ConversionContext context, ReadOnlySpan<byte> payload)
    {
        if (payload.StartsWith("\uFEFF"u8)) payload = payload[3..];
        if (!Utf8.IsValid(payload)) return new(Reason.CsvMalformed, "The payload is not UTF-8.");
        var product = context.Specs.SpecOf(context.Device)?.Spec;
        var spec = product?.Csv ?? CsvSpec.Default;
        var rows = new CsvRows(Encoding.UTF8.GetString(payload), spec.Delimiter);
        CsvLayout? layout = null;
        var columns = 0;
        Refusal? broken;
        while (rows.Next(out broken))
        {
            if (layout is null)
            {
                columns = rows.Cells.Count;
                if (CsvLayout.TryOf(spec, spec.HasHeader ? rows.Cells : null, out layout) is { } unfit) return unfit;
                if (spec.HasHeader) continue;
            }

            if (rows.Cells.Count != columns) return Bad(rows.Line, $"{rows.Cells.Count} columns, expected {columns}");
            if (Row(context, spec, layout, rows.Cells, rows.Line) is { } refusal) return refusal;
            context.Readings[^1].SpecVersion = product?.Version ?? 0;
        }

        return broken ?? (context.Readings.IsEmpty ? new(Reason.CsvMalformed, "There is no row of data.") : null);
    }

    private static Refusal? Row(in ConversionContext context, CsvSpec spec, CsvLayout layout, List<string> cells, int line)
    {
        var device = context.Device;
        if (Cell(cells, layout.Device) is { Length: > 0 } name)
        {
            if (!DeviceId.TryParse(name, out var id)) return Bad(line, layout.Device, "no device id");
            if (context.Speaks(id, out device) is { } refusal) return refusal with { Detail = $"Line {line}: {refusal.Detail}" };
        }

        DateTimeOffset? time = null;
        if (Cell(cells, layout.Time) is { Length: > 0 } text)
        {
            if (!TextValues.TryTime(text, spec.TimeForm, out var said)) return Bad(line, layout.Time, "no time");
            time = said;
        }

        var reading = device.Id == context.Device.Id ? context.AddOwn() : context.Add(device, device.Hub);
        context.Stamp(reading, time, null, null);
        foreach (var (at, metric, free) in layout.Metrics)
        {
            var cell = Cell(cells, at);
            if (cell.Length == 0) continue;
            if (!reading.Metrics.Schema.TryGetOrAdd(metric.Metric.Name, out var slot))
                return Bad(line, at, $"a new metric, but the product has {MetricSchema.MaxMetrics} already");
            if (!TrySet(reading.Metrics, slot, cell, metric, free, spec.DecimalComma))
                return Bad(line, at, $"'{Shorten(cell)}' is no {metric.Metric.Kind.ToString().ToLowerInvariant()}");
        }

        return null;
    }

    /// <param name="free">Nobody said what it is: a number, a boolean or a text, whatever it looks like.</param>
    private static bool TrySet(MetricValues values, int slot, string cell, TextValues metric, bool free, bool comma)
    {
        if (metric.TrySet(values, slot, cell, comma)) return true;
        if (!free) return false;
        if (bool.TryParse(cell, out var flag)) values.SetBoolean(slot, flag);
        else if (cell.Length <= MetricsReader.MaxText) values.SetText(slot, cell);
        else return false;
        return true;
    }

    private static string Cell(List<string> cells, int at) => at >= 0 && at < cells.Count ? cells[at] : "";

    private static Refusal Bad(int line, int cell, string what) => Bad(line, $"column {cell + 1}: {what}");

    private static Refusal Bad(int line, string what) => new(Reason.CsvMalformed, $"Line {line}, {what}.");

    private static string Shorten(string cell) => cell.Length <= 40 ? cell : cell[..40] + "...";
}
