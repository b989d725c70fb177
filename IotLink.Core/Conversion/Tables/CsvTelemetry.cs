using System.Globalization;
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
    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = "," };

    public static Refusal? Convert(in ConversionContext context)
    {
        var payload = context.Message.Payload.Span;
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
        if (Cell(cells, layout.Time) is { Length: > 0 } text && !TryTime(text, out time)) return Bad(line, layout.Time, "no time");
        var reading = device.Id == context.Device.Id ? context.AddOwn() : context.Add(device, device.Hub);
        context.Stamp(reading, time, null, null);
        foreach (var (at, metric, free) in layout.Metrics)
        {
            var cell = Cell(cells, at);
            if (cell.Length == 0) continue;
            if (!reading.Metrics.Schema.TryGetOrAdd(metric.Metric, out var slot))
                return Bad(line, at, $"a new metric, but the product has {MetricSchema.MaxMetrics} already");
            if (!TrySet(reading.Metrics, slot, cell, metric, free, spec.DecimalComma))
                return Bad(line, at, $"'{Shorten(cell)}' is no {metric.Kind.ToString().ToLowerInvariant()}");
        }

        return null;
    }

    private static bool TrySet(MetricValues values, int slot, string cell, CsvMetric metric, bool free, bool comma)
    {
        if (free || metric.Kind == MetricKind.Number)
        {
            if (TryNumber(cell, metric, comma, out var number))
            {
                values.SetNumber(slot, number);
                return true;
            }

            if (!free) return false;
        }

        if (metric.Kind == MetricKind.Boolean || free)
        {
            if (bool.TryParse(cell, out var flag) || (!free && TryBit(cell, out flag)))
            {
                values.SetBoolean(slot, flag);
                return true;
            }

            if (!free) return false;
        }

        if (cell.Length > MetricsReader.MaxText) return false;
        values.SetText(slot, cell);
        return true;
    }

    private static bool TryNumber(string cell, CsvMetric metric, bool comma, out double number)
    {
        var format = comma ? Comma : NumberFormatInfo.InvariantInfo;
        if (!double.TryParse(cell, NumberStyles.Float, format, out number)) return false;
        if (metric is { Scale: 1, Offset: 0 }) return true;
        // In decimal: 263 * 0.1 is 26.3. Beyond decimal's range, and NaN, in floating point.
        number = Math.Abs(number) < 1e12 && decimal.TryParse(cell, NumberStyles.Float, format, out var exact)
            ? (double)((exact * metric.Scale) + metric.Offset)
            : (number * (double)metric.Scale) + (double)metric.Offset;
        return true;
    }

    private static bool TryBit(string cell, out bool flag)
    {
        flag = cell is "1";
        return cell is "0" or "1";
    }

    private static bool TryTime(string text, out DateTimeOffset? time)
    {
        time = null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
        {
            if (!double.IsFinite(milliseconds)) return false;
            time = Timestamps.FromMilliseconds(milliseconds);
            return true;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var said) || text.Length < 10 || text[4] != '-') return false;
        time = Timestamps.Truncate(said);
        return true;
    }

    private static string Cell(List<string> cells, int at) => at >= 0 && at < cells.Count ? cells[at] : "";

    private static Refusal Bad(int line, int cell, string what) => Bad(line, $"column {cell + 1}: {what}");

    private static Refusal Bad(int line, string what) => new(Reason.CsvMalformed, $"Line {line}, {what}.");

    private static string Shorten(string cell) => cell.Length <= 40 ? cell : cell[..40] + "...";
}
