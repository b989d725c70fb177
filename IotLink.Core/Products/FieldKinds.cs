using IotLink.Core.Expressions;

namespace IotLink.Core.Products;

/// <summary>What a field's value is, by its form alone.</summary>
internal static class FieldKinds
{
    /// <summary>What expressions see: an enum is its number, a time its seconds since 1970.</summary>
    public static NameKind Of(FieldSpec field) => field switch
    {
        { Format: not null } or { Type: TextType or HexType } => NameKind.Text,
        { IsTime: true } => NameKind.Number,
        { Type: null, Value: { } value } => Of(value.Root),
        { Value: { } value } when IsTruth(value) => NameKind.Boolean,
        _ => IsBoolean(field) ? NameKind.Boolean : NameKind.Number,
    };

    /// <summary>What the metric shows.</summary>
    public static MetricKind MetricOf(FieldSpec field) =>
        field.Enum is not null || field.IsTime ? MetricKind.Text
        : Of(field) switch { NameKind.Text => MetricKind.Text, NameKind.Boolean => MetricKind.Boolean, _ => MetricKind.Number };

    /// <summary>Whether an expression says true or false by its form alone, as a comparison does.</summary>
    public static bool IsTruth(SpecExpression value) => Of(value.Root) == NameKind.Boolean;

    /// <summary>A single bit is a boolean, unless a scale says that it counts.</summary>
    private static bool IsBoolean(FieldSpec field) =>
        field is { Type: BooleanType or BitsType { Count: 1, Signed: false }, Linear: null, Scale: null, Offset: null, Lookup: null, Value: null, Pieces.Count: 0, Enum: null };

    private static NameKind Of(ExpressionNode node) => node switch
    {
        TextNode => NameKind.Text,
        ConditionalNode choice => Of(choice.Then),
        BooleanNode or UnaryNode { Operator: UnaryOperator.Not } or BinaryNode { Operator: <= BinaryOperator.GreaterOrEqual } => NameKind.Boolean,
        _ => NameKind.Number,
    };
}
