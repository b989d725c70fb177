using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Rules;

/// <summary>Reads <c>autoAction</c>, or <c>actions</c> with <c>otherwise</c>.</summary>
internal static class LadderReader
{
    /// <returns>null when the rule names no action, or something is wrong.</returns>
    public static RemedyLadder? Read(DocumentMap map)
    {
        var one = map.Text("autoAction");
        var end = map.Choice<LadderEnd>("otherwise");
        if (!map.Has("actions"))
        {
            if (one is not null) return new([new(one)], end ?? LadderEnd.Dispatch);
            if (end is not null) map.Fault("otherwise", "rule.actions", "It says what comes after 'actions'; the rule has none.");
            return null;
        }

        if (one is not null) map.Fault("autoAction", "rule.actions", "A rule has either 'autoAction' or 'actions'; put the action into the list.");
        var rungs = new List<Rung>();
        var found = 0;
        foreach (var (node, path) in map.Items("actions"))
        {
            found++;
            if (node is YamlScalarNode { Value: { Length: > 0 } name }) rungs.Add(new(name));
            else if (DocumentMap.From(node, path, map.Faults) is { } item && Rung(item) is { } rung) rungs.Add(rung);
        }

        if (found is 0 or > RemedyLadder.Most) map.Fault("actions", "rule.actions", $"Expected 1 to {RemedyLadder.Most} remedies, found {found}.");
        return new(rungs, end ?? LadderEnd.Dispatch);
    }

    private static Rung? Rung(DocumentMap item)
    {
        var (action, firmware) = (item.Text("action"), item.Text("ota"));
        if (action is null == firmware is null) item.Missing(["action", "ota"], "A remedy has either 'action' or 'ota'.", "rule.actions");
        var success = item.Expression("success", ExpressionDialect.Rule, ExpressionScope.AnyMetric, ExpressionKind.Boolean) is null ? null : item.Text("success");
        var rung = new Rung(action, firmware) { With = Values(item.Map("with")), Success = success, Verify = item.Duration("verify") };
        if (firmware is not null && item.Has("with")) item.Fault("with", "rule.actions", "A firmware takes no parameters.");
        item.Done();
        return action is null == firmware is null ? null : rung;
    }

    private static Dictionary<string, string> Values(DocumentMap? with)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (with is null) return values;
        foreach (var name in with.Keys.ToList())
        {
            if (with.Text(name) is { } value) values[name] = value;
        }

        return values;
    }
}
