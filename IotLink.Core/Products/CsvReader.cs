using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads the <c>csv</c> key of a product spec.</summary>
internal static class CsvReader
{
    public static CsvSpec? Read(DocumentMap map)
    {
        var before = map.Faults.Count;
        var delimiter = map.Text("delimiter") ?? ",";
        if (delimiter is not [not ('"' or '\r' or '\n')]) map.Fault("delimiter", "csv.delimiter", "A delimiter is one character.");
        var metrics = map.Map("columns") is { } columns ? Columns(columns) : [];
        var spec = new CsvSpec
        {
            Delimiter = delimiter.Length == 1 ? delimiter[0] : ',',
            HasHeader = map.Flag("header") ?? true,
            DecimalComma = map.Text("decimal") switch { null or "point" => false, "comma" => true, _ => Wrong() },
            Device = map.Text("device") is { } device ? CsvColumn.Of(device) : null,
            Time = map.Text("time") is { } time ? CsvColumn.Of(time) : null,
            Metrics = metrics,
        };
        map.Done();
        Check(spec, map);
        return map.Faults.Count == before ? spec : null;

        bool Wrong()
        {
            map.Fault("decimal", "value.type", "Expected point or comma.");
            return false;
        }
    }

    private static void Check(CsvSpec spec, DocumentMap map)
    {
        if (spec.DecimalComma && spec.Delimiter == ',')
            map.Fault("decimal", "csv.delimiter", "A decimal comma needs another delimiter, such as ';'.");
        if (spec.HasHeader) return;
        if (spec.Metrics.Count == 0) map.Fault("csv.columns", "Without a header say which column is which metric: columns: {1: tempC}.");
        CsvColumn?[] used = [spec.Device, spec.Time, .. spec.Metrics.Select(m => (CsvColumn?)m.Column)];
        if (used.Any(c => c is { Name: not null })) map.Fault("csv.columns", "Without a header columns are given by position.");
    }

    private static List<CsvMetric> Columns(DocumentMap columns)
    {
        var metrics = new List<CsvMetric>();
        foreach (var name in columns.Keys.ToList())
        {
            var column = CsvColumn.Of(name);
            if (columns.Node(name) is YamlScalarNode { Value: { Length: > 0 } metric })
            {
                metrics.Add(new(column, metric, MetricKind.Number, 1, 0));
                continue;
            }

            if (columns.Map(name) is not { } map) continue;
            var (scale, offset) = (map.Number("scale"), map.Number("offset"));
            var kind = map.Choice<MetricKind>("type") ?? MetricKind.Number;
            if (kind == MetricKind.Absent) map.Fault("type", "value.type", "Expected number, boolean or text.");
            if (map.Text("metric", required: true) is { } named)
                metrics.Add(new(column, named, kind, Decimal(scale, 1), Decimal(offset, 0)));
            map.Done();
        }

        return metrics;
    }

    private static decimal Decimal(double? value, decimal otherwise) =>
        value is > -1e15 and < 1e15 ? (decimal)value.Value : otherwise;
}
