using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Products;

/// <summary>Checks what the readers could not see alone: names in expressions, types that use each other, names given twice.</summary>
internal sealed class SpecChecker
{
    private readonly ProductSpec _spec;
    private readonly SpecReading _reading;
    private readonly SpecNames _names;
    private readonly List<DocumentFault> _faults;

    private SpecChecker(ProductSpec spec, SpecReading reading) => (_spec, _reading, _names, _faults) = (spec, reading, new(spec, reading.InDoubt), reading.Faults);

    /// <summary>Checks what could be read; what a fault of the reading already explains is not said again.</summary>
    public static void Check(ProductSpec spec, SpecReading reading)
    {
        var checker = new SpecChecker(spec, reading);
        foreach (var scope in spec.Scopes()) checker.Check(scope);
        foreach (var message in spec.Messages)
        {
            if (message.If is { } condition) checker.Expression(spec.Body, condition, ExpressionKind.Boolean);
        }

        TypeUse.Check(spec, reading.Faults);
    }

    private void Check(TypeSpec scope)
    {
        Overlaps(scope.Fields);
        TooEarly(scope);
        foreach (var field in FieldWalk.All(scope.Fields).Concat(scope.Instances))
        {
            if (field.Type is SwitchType choice)
            {
                foreach (var fields in choice.Branches()) Overlaps(fields);
                Keys(scope, choice);
            }

            if (field.Type is BlockType block) Overlaps(block.Fields);

            if (field.Type is NamedType named) Use(field, named);
            Itself(scope, field);
            foreach (var (expression, wanted) in FieldWalk.Expressions(field)) Expression(scope, expression, wanted);
        }
    }

    /// <summary>Instances are computed after the fields, so a field cannot depend on one.</summary>
    private void TooEarly(TypeSpec scope)
    {
        var fields = FieldWalk.All(scope.Fields).ToList();
        var later = scope.Instances.Select(i => i.Id).Except(fields.Select(f => f.Id)).ToHashSet();
        foreach (var (expression, _) in fields.SelectMany(FieldWalk.Expressions))
        {
            foreach (var name in expression.Root.Names().Where(n => later.Contains(n.Name) && !_reading.InDoubt.Contains(n.Name)))
            {
                var fault = new ExpressionFault("expr.too_early", $"'{name.Name}' is computed after the fields; write its expression here.", name.At.Line, name.At.Column);
                _faults.Add(SpecExpression.At(fault, expression.Place));
            }
        }
    }

    /// <summary>A value computed from its own name is never known, unless another field of that name comes before it.</summary>
    private void Itself(TypeSpec scope, FieldSpec field)
    {
        if (field is not { Id: { } id, Value: { } value } || _reading.InDoubt.Contains(id) || scope.Parameters.Contains(id)) return;
        if (FieldWalk.All(scope.Fields).Concat(scope.Instances).Any(f => f.Id == id && !ReferenceEquals(f, field))) return;
        if (Always(value.Root).FirstOrDefault(n => n.Name == id) is not { } name) return;
        var advice = field.Type is null ? $"give what it is computed from another id, write _root.{id}, or begin with a field of this id" : "write _ for the raw value";
        _faults.Add(SpecExpression.At(new("expr.itself", $"'{id}' is computed from itself: {advice}.", name.At.Line, name.At.Column), value.Place));
    }

    /// <summary>The names without which the expression is not known, whatever else holds.</summary>
    private static IEnumerable<NameNode> Always(ExpressionNode node) => node switch
    {
        NameNode name => [name],
        UnaryNode unary => Always(unary.Operand),
        BinaryNode { Operator: BinaryOperator.And or BinaryOperator.Or } => [],
        BinaryNode binary => Always(binary.Left).Concat(Always(binary.Right)),
        ConditionalNode choice => Always(choice.Condition),
        CallNode call => call.Arguments.SelectMany(Always),
        _ => [],
    };

    private void Expression(TypeSpec scope, SpecExpression expression, ExpressionKind? wanted)
    {
        var found = new List<ExpressionFault>();
        var known = _names.For(scope);
        if (wanted is { } type) ExpressionChecker.Check(expression.Root, type, ExpressionDialect.Spec, known, found);
        else ExpressionChecker.Check(expression.Root, ExpressionDialect.Spec, known, found);
        _faults.AddRange(found.Select(fault => SpecExpression.At(fault, expression.Place)));
    }

    /// <summary>A switch on a text has texts for keys, one on a number numbers.</summary>
    private void Keys(TypeSpec scope, SwitchType choice)
    {
        if (ExpressionChecker.Check(choice.On.Root, ExpressionDialect.Spec, _names.For(scope), []) is null or ExpressionKind.Text) return;
        foreach (var key in choice.Cases.SelectMany(c => c.Keys).Where(k => k.Range is null))
            Fault(key.Place, "value.type", $"Expected a whole number, a range such as 1..9, or _ for all others, found '{key.Word}'.");
    }

    private void Use(FieldSpec field, NamedType named)
    {
        if (_reading.InDoubt.Contains(named.Name)) return;
        if (!_spec.Types.TryGetValue(named.Name, out var type))
        {
            var near = _spec.Types.Keys.Where(k => Spelling.Distance(k, named.Name) <= 2).Order(StringComparer.Ordinal).FirstOrDefault();
            Fault(field.Place, "type.unknown", $"No type '{named.Name}'. {(near is null ? "It is neither built-in nor under 'types'." : $"Did you mean '{near}'?")}");
        }
        else if (type.Parameters.Count != named.Arguments.Count)
        {
            Fault(field.Place, "type.arguments", $"Type '{named.Name}' takes {type.Parameters.Count} arguments, found {named.Arguments.Count}.");
        }
    }

    /// <summary>Two fields that are always there cannot have one name: the second would hide the first.</summary>
    private void Overlaps(IReadOnlyList<FieldSpec> fields)
    {
        var (ids, metrics) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var field in fields.Where(f => f.If is null && !_reading.Unsure.Contains(f.Place)))
        {
            if (field.Id is { } id && !ids.Add(id)) Fault(field.Place, "name.duplicate", $"The name '{id}' is there twice.");
            else if (field.Metric is { IsConstant: true } metric && !metrics.Add(metric.Text)) Fault(field.Place, "name.duplicate", $"The metric '{metric.Text}' is there twice.");
        }
    }

    private void Fault(SpecPlace place, string code, string message) => _faults.Add(new(code, message, place.Line, place.Column, place.Path));
}
