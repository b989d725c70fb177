using IotLink.Core.Expressions;

namespace IotLink.Core.Products;

/// <summary>Goes through fields and those written inside their switch cases.</summary>
internal static class FieldWalk
{
    public static IEnumerable<FieldSpec> All(IEnumerable<FieldSpec> fields)
    {
        foreach (var field in fields)
        {
            yield return field;
            foreach (var inner in Inner(field)) yield return inner;
        }
    }

    /// <summary>Every expression of a field with what it must yield; null: anything.</summary>
    public static IEnumerable<(SpecExpression Expression, ExpressionKind? Wanted)> Expressions(FieldSpec field)
    {
        var (number, truth) = (ExpressionKind.Number, ExpressionKind.Boolean);
        if (field.If is { } condition) yield return (condition, truth);
        if (field.Size is { } size) yield return (size, number);
        if (field.Position is { } position) yield return (position, number);
        if (field.Repeat?.Expression is { } repeat) yield return (repeat, field.Repeat.Kind == RepeatKind.Until ? truth : number);
        if (field.Type is SwitchType choice) yield return (choice.On, null);
        if (field.Value is { } value) yield return (value, field.IsTime ? number : field.Type is null ? null : FieldKinds.IsTruth(value) ? truth : number);
        if (field.Valid?.Expression is { } valid) yield return (valid, truth);
        SpecExpression?[] numbers = [field.Scale, field.Offset, field.UtcOffset, field.Column, field.Samples?.Time, field.Samples?.Ago, field.Checksum?.From, field.Checksum?.To, field.Process?.KeyValue];
        foreach (var one in numbers.OfType<SpecExpression>()) yield return (one, number);
        foreach (var argument in field.Type is NamedType named ? named.Arguments : []) yield return (argument, number);
        foreach (var part in (field.Metric?.Parts ?? []).Concat(field.Format?.Parts ?? []))
        {
            if (part.Value is { } inner) yield return (inner, null);
        }
    }

    private static IEnumerable<FieldSpec> Inner(FieldSpec field) =>
        field.Type switch
        {
            SwitchType choice => All(choice.Branches().SelectMany(fields => fields)),
            BlockType block => All(block.Fields),
            _ => [],
        };
}
