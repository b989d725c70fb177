using IotLink.Core.Expressions;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>
/// Gives slots to the names that expressions use. A name used inside its own type has a slot of that type; a name used from elsewhere
/// has one slot for the whole message, which holds the last value.
/// </summary>
internal sealed class SlotTable
{
    private readonly SpecNames _names;
    private readonly Dictionary<TypeSpec, Dictionary<string, Slot>> _own = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Name, bool IsText), Slot> _shared = [];

    public SlotTable(ProductSpec spec)
    {
        _names = new(spec);
        foreach (var scope in spec.Scopes())
        {
            _own[scope] = new(StringComparer.Ordinal);
            foreach (var field in FieldWalk.All(scope.Fields).Concat(scope.Instances))
            {
                foreach (var (expression, _) in FieldWalk.Expressions(field)) Use(scope, expression);
            }
        }

        foreach (var message in spec.Messages)
        {
            if (message.If is { } condition) Use(spec.Body, condition);
        }
    }

    public int Numbers { get; private set; } = Slot.BuiltIn;

    public int Texts { get; private set; }

    public IEnumerable<Slot> OwnOf(TypeSpec scope) => _own[scope].Values;

    /// <summary>Where a value of this name, read in this type, must be kept.</summary>
    public Slot[] TargetsOf(TypeSpec scope, string name, bool isText)
    {
        var targets = new List<Slot>();
        if (_own[scope].TryGetValue(name, out var own) && own.IsText == isText) targets.Add(own);
        if (_shared.TryGetValue((name, isText), out var shared)) targets.Add(shared);
        return [.. targets];
    }

    public BoundExpression Bind(TypeSpec scope, SpecExpression expression)
    {
        var slots = new Dictionary<string, Slot>(StringComparer.Ordinal);
        foreach (var name in expression.Root.Names()) slots[name.Name] = Use(scope, name.Name);
        var kind = ExpressionChecker.Check(expression.Root, ExpressionDialect.Spec, _names.For(scope), []) ?? ExpressionKind.Number;
        return new(expression, slots, _names.KindOf(scope, expression, kind));
    }

    private void Use(TypeSpec scope, SpecExpression expression)
    {
        foreach (var name in expression.Root.Names()) Use(scope, name.Name);
    }

    private Slot Use(TypeSpec scope, string name)
    {
        var resolved = _names.Resolve(scope, name) ?? throw new InvalidOperationException($"'{name}' was not checked.");
        if (resolved.Source == NameSource.BuiltIn) return new(Array.IndexOf(SpecNames.BuiltIn, name), false);
        var isText = resolved.Kind == NameKind.Text;
        if (resolved.Source == NameSource.Own)
        {
            if (!_own[scope].TryGetValue(name, out var own)) _own[scope][name] = own = Next(isText);
            return own;
        }

        if (!_shared.TryGetValue((resolved.Name, isText), out var shared)) _shared[(resolved.Name, isText)] = shared = Next(isText);
        return shared;
    }

    private Slot Next(bool isText) => new(isText ? Texts++ : Numbers++, isText);
}
