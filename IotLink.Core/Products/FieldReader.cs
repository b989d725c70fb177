using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads one line of a <c>seq</c>, or one instance.</summary>
internal static class FieldReader
{
    /// <summary>A line of a <c>seq</c> that is a mapping.</summary>
    public static FieldSpec? Read(YamlNode node, string path, SpecReading reading)
    {
        if (DocumentMap.From(node, path, reading.Faults) is not { } map) return null;
        var id = map.Text("id");
        if (id is not null && !reading.CheckName(map.Node("id")!, $"{path}.id", id)) id = null;
        return Read(map, node, id, instance: false, reading);
    }

    public static FieldSpec? ReadInstance(YamlNode node, string path, string? id, SpecReading reading) =>
        DocumentMap.From(node, path, reading.Faults) is { } map ? Read(map, node, id, instance: true, reading) : null;

    private static FieldSpec? Read(DocumentMap map, YamlNode node, string? id, bool instance, SpecReading reading)
    {
        var faults = reading.Faults.Count;
        var hidden = map.Flag("hidden") ?? false;
        var metric = NameTemplateReader.Read(map, "metric", reading);
        var field = new FieldSpec
        {
            Id = id,
            Unit = map.Text("unit"),
            Doc = map.Text("doc"),
            If = reading.Expression(map, "if"),
            Place = SpecReading.Place(node, map.Path),
        };
        field = ValueReader.Read(map, field, reading);
        field = IsComputed(map, instance) ? Computed(map, field, reading) : FieldBytesReader.Read(map, field, reading);
        if (field is { UtcOffset: not null, IsTime: false, IsEventTime: false } && !FieldBytesReader.IsTypeLost(map, field, reading)) map.Fault("utc-offset", "key.unfit", "'utc-offset' fits points in time only.");
        if (hidden && metric is not null) map.Fault("hidden", "key.conflict", "A hidden field gives no metric: take away 'hidden' or 'metric'.");
        if (!hidden) field = field with { Metric = metric ?? NameOf(field, id) };
        if (map.Has("type") && map.Node("type") is YamlMappingNode choice) field = SwitchReader.Read(choice, $"{map.Path}.type", field, reading);
        if (map.MayMean("if", "metric", "hidden") || (map.Has("metric") && metric is null)) reading.Unsure.Add(field.Place);
        map.Done();
        if (id is not null && reading.Faults.Count != faults) reading.InDoubt.Add(id);
        return field;
    }

    /// <summary>Without bytes of its own: an expression, a text made of values; <c>type: datetime</c> only says how it is shown.</summary>
    private static bool IsComputed(DocumentMap map, bool instance) =>
        map.Has("type") ? IsDatetime(map) : map.Has("value") || map.Has("format") || (instance && !map.Has("seq"));

    private static bool IsDatetime(DocumentMap map) => map.Node("type") is YamlScalarNode { Value: "datetime" };

    private static FieldSpec Computed(DocumentMap map, FieldSpec field, SpecReading reading)
    {
        var value = reading.Expression(map, "value");
        if (IsDatetime(map))
        {
            if (value is null) map.Missing(["value"], "A computed 'datetime' has a 'value': seconds since 1970. In bytes: datetime(unix) and its kind.", at: "type");
            return field with { Value = value, IsTime = true, TimePattern = FieldBytesReader.TimePattern(map) };
        }

        var format = NameTemplateReader.Read(map, "format", reading);
        if (value is null && format is null && !map.Has("value") && !map.Has("format"))
            map.Missing(["value", "format", "pos", "type"], "An instance has a 'value' (an expression), a 'format' (a text), or a 'pos' and a 'type'.");
        if (value is not null && format is not null) map.Fault("format", "key.conflict", "Give 'value' or 'format', not both.");
        return field with { Value = value, Format = format };
    }

    private static NameTemplate? NameOf(FieldSpec field, string? id) =>
        field.Flags.Count > 0 || field.Type is NamedType or BytesType or BlockType ? null : Literal(id);

    private static NameTemplate? Literal(string? id) => id is null ? null : new(id, [new(id, null, null)]);
}
