using IotLink.Core.Expressions;

namespace IotLink.Core.Products;

/// <summary>
/// What a name in an expression stands for: first the names of the type it stands in, then the last value of that name read or computed
/// anywhere in the message. <c>_root.x</c> and <c>_parent.x</c> skip the first step.
/// </summary>
internal sealed class SpecNames
{
    public static readonly string[] BuiltIn = ["_fport", "_len", "_left", "_index", "_pos", "_", "_size"];

    private readonly Dictionary<TypeSpec, Dictionary<string, NameKind>> _own = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, NameKind> _all = new(StringComparer.Ordinal);

    private readonly IReadOnlySet<string> _inDoubt;

    /// <param name="inDoubt">Names that stand where the document could not be read.</param>
    public SpecNames(ProductSpec spec, IReadOnlySet<string>? inDoubt = null)
    {
        _inDoubt = inDoubt ?? new HashSet<string>();
        foreach (var scope in spec.Scopes())
        {
            var own = new Dictionary<string, NameKind>(StringComparer.Ordinal);
            _own[scope] = own;
            foreach (var parameter in scope.Parameters) own[parameter] = NameKind.Number;
            foreach (var field in FieldWalk.All(scope.Fields)) Add(own, field);
            foreach (var field in scope.Instances) Add(own, field);
            foreach (var (name, kind) in own) _all.TryAdd(name, kind);
        }
    }

    public IReadOnlyCollection<string> All => _all.Keys;

    /// <returns>null for an unknown name.</returns>
    public ResolvedName? Resolve(TypeSpec scope, string name)
    {
        if (BuiltIn.Contains(name)) return new(name, NameSource.BuiltIn, NameKind.Number);
        var bare = Bare(name);
        if (bare.Length == name.Length && _own[scope].TryGetValue(name, out var own)) return new(name, NameSource.Own, own);
        return _all.TryGetValue(bare, out var kind) ? new(bare, NameSource.Anywhere, kind) : null;
    }

    /// <summary>The names an expression in <paramref name="scope"/> may use.</summary>
    public ExpressionScope For(TypeSpec scope) => new(
        name => Resolve(scope, name.Name)?.Kind switch
        {
            null => null,
            NameKind.Text => ExpressionKind.Text,
            _ => ExpressionKind.Metric,
        },
        [.. _own[scope].Keys, .. All, .. BuiltIn])
    { InDoubt = name => _inDoubt.Contains(Bare(name)) };

    /// <summary>What a computed value is; <paramref name="type"/> is what the check of its expression gave.</summary>
    public NameKind KindOf(TypeSpec scope, SpecExpression value, ExpressionKind type) => type switch
    {
        ExpressionKind.Boolean => NameKind.Boolean,
        ExpressionKind.Text => NameKind.Text,
        _ => value.Root is NameNode name ? Resolve(scope, name.Name)?.Kind ?? NameKind.Number : NameKind.Number,
    };

    private static string Bare(string name) =>
        name.StartsWith("_root.", StringComparison.Ordinal) ? name[6..] : name.StartsWith("_parent.", StringComparison.Ordinal) ? name[8..] : name;

    private static void Add(Dictionary<string, NameKind> own, FieldSpec field)
    {
        if (field.Id is not null) own[field.Id] = FieldKinds.Of(field);
    }
}

internal enum NameKind : byte { Number, Boolean, Text }

internal enum NameSource : byte { BuiltIn, Own, Anywhere }

/// <param name="Name">Without <c>_root.</c> and <c>_parent.</c>.</param>
internal sealed record ResolvedName(string Name, NameSource Source, NameKind Kind);
