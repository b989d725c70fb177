namespace IotLink.Core.Products;

/// <summary>Lists the metrics a spec can give.</summary>
internal static class MetricDictionary
{
    public static IReadOnlyList<MetricSpec> Of(ProductSpec spec)
    {
        var metrics = new Dictionary<string, MetricSpec>(StringComparer.Ordinal);
        foreach (var scope in spec.Scopes())
        {
            foreach (var field in FieldWalk.All(scope.Fields).Concat(scope.Instances))
            {
                if (field.Metric is { } name) metrics.TryAdd(name.Text, new(name.Text, field.Unit, FieldKinds.MetricOf(field), Decimals(field), field.Doc));
                foreach (var flag in field.Flags.OfType<string>()) metrics.TryAdd(flag, new(flag, null, MetricKind.Boolean, null, field.Doc));
            }
        }

        foreach (var metric in (spec.Json?.Metrics.Select(m => m.Metric) ?? []).Concat(spec.Csv?.Metrics.Select(m => m.Metric) ?? []))
            metrics.TryAdd(metric.Name, new(metric.Name, metric.Shape.Unit, metric.Shape.Enum is null ? metric.Kind : MetricKind.Text, metric.Shape.Round, metric.Shape.Doc));
        return [.. metrics.Values];
    }

    private static int? Decimals(FieldSpec field)
    {
        if (FieldKinds.MetricOf(field) != MetricKind.Number) return null;
        if (field.Round is { } round) return round;
        if (field.Type is not (IntegerType or BitsType or BcdType) || field is not { Value: null, Scale: null, Offset: null, Lookup: null, Pieces.Count: 0 }) return null;
        return field.Linear is { } linear ? linear.Decimals : 0;
    }
}
