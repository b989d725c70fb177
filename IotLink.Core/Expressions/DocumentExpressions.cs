using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Expressions;

/// <summary>Expressions as values of document keys; their faults get the document's lines and columns.</summary>
public static class DocumentExpressions
{
    /// <summary>A tree that has been parsed and checked; null when the key is absent or wrong.</summary>
    /// <param name="wanted">What it must yield; null for anything.</param>
    public static ExpressionNode? Expression(
        this DocumentMap map, string key, ExpressionDialect dialect, ExpressionScope scope, ExpressionKind? wanted = null, bool required = false)
    {
        return Read(map, key, required, (text, faults) =>
        {
            if (ExpressionParser.Parse(text, dialect, faults) is not { } root) return null;
            var fits = wanted is { } type
                ? ExpressionChecker.Check(root, type, dialect, scope, faults)
                : ExpressionChecker.Check(root, dialect, scope, faults) is not null;
            return fits ? root : null;
        });
    }

    /// <summary>An expression over metric slots, compiled; null when the key is absent or wrong.</summary>
    public static CompiledExpression? Compiled(
        this DocumentMap map, string key, ExpressionDialect dialect, ExpressionKind wanted, Func<string, int?> slotOf, bool required = false) =>
        Read(map, key, required, (text, faults) => CompiledExpression.Compile(text, dialect, wanted, slotOf, faults));

    private static T? Read<T>(DocumentMap map, string key, bool required, Func<string, List<ExpressionFault>, T?> read)
        where T : class
    {
        if (map.Text(key, required) is not { } text || map.Node(key) is not YamlScalarNode node) return null;
        var faults = new List<ExpressionFault>();
        var result = read(text, faults);
        var path = map.Path.Length == 0 ? key : $"{map.Path}.{key}";
        map.Faults.AddRange(faults.Select(fault => fault.In(node, path)));
        return result;
    }
}
