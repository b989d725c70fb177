using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads the <c>csv</c> key of a product spec.</summary>
internal static class CsvReader
{
    public static CsvSpec? Read(DocumentMap map, SpecReading reading)
    {
        var before = map.Faults.Count;
        var delimiter = map.Text("delimiter") ?? ",";
        if (delimiter is not [not ('"' or '\r' or '\n')]) map.Fault("delimiter", "csv.delimiter", "A delimiter is one character.");
        var metrics = map.Map("columns") is { } columns ? Columns(columns, reading) : [];
        var (time, form) = Time(map, reading);
        var spec = new CsvSpec
        {
            Delimiter = delimiter.Length == 1 ? delimiter[0] : ',',
            HasHeader = map.Flag("header") ?? true,
            DecimalComma = map.Text("decimal") switch { null or "point" => false, "comma" => true, _ => Wrong() },
            Device = map.Text("device") is { } device ? CsvColumn.Of(device) : null,
            Time = time,
            TimeForm = form,
            Metrics = metrics,
        };
        Check(spec, map);
        map.Done();
        return map.Faults.Count == before ? spec : null;

        bool Wrong()
        {
            map.Fault("decimal", "value.type", "Expected point or comma.");
            return false;
        }
    }

    private static void Check(CsvSpec spec, DocumentMap map)
    {
        if (spec.DecimalComma && map.Text("delimiter") is null or "," && !map.MayMean("delimiter"))
            map.Fault("decimal", "csv.delimiter", "A decimal comma needs another delimiter, such as ';'.");
        if (spec.HasHeader) return;
        if (map.Node("columns") is null or YamlMappingNode { Children.Count: 0 })
            map.Missing(["columns"], "Without a header say which column is which metric: columns: {1: tempC}.", "csv.columns");
        CsvColumn?[] used = [spec.Device, spec.Time, .. spec.Metrics.Select(m => (CsvColumn?)m.Column)];
        if (used.Any(c => c is { Name: not null })) map.Fault("csv.columns", "Without a header columns are given by position.");
    }

    private static (CsvColumn? Column, TextTime Form) Time(DocumentMap map, SpecReading reading)
    {
        if (map.Node("time") is not YamlMappingNode node) return (map.Text("time") is { } plain ? CsvColumn.Of(plain) : null, TextTime.Default);
        var keys = DocumentMap.From(node, SpecReading.Under(map, "time"), reading.Faults)!;
        var (column, form) = (keys.Text("column", required: true), TextMetricReader.Time(keys));
        keys.Done();
        return (column is null ? null : CsvColumn.Of(column), form);
    }

    private static List<CsvMetric> Columns(DocumentMap columns, SpecReading reading)
    {
        var metrics = new List<CsvMetric>();
        foreach (var name in columns.Keys.ToList())
        {
            var column = CsvColumn.Of(name);
            var place = SpecReading.Place(columns.Node(name)!, $"{columns.Path}.{name}");
            if (columns.Node(name) is YamlScalarNode { Value: { Length: > 0 } metric })
            {
                metrics.Add(new(column, TextMetricReader.Plain(metric, place)));
                continue;
            }

            if (columns.Map(name) is not { } map) continue;
            var named = map.Text("metric", required: true);
            var read = TextMetricReader.Read(map, named ?? "", reading, place);
            if (named is not null) metrics.Add(new(column, read));
            map.Done();
        }

        return metrics;
    }
}
