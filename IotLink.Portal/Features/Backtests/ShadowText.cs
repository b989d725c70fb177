using System.Text.RegularExpressions;
using IotLink.Core.Documents;
using IotLink.Core.Rules;

namespace IotLink.Portal.Features.Backtests;

/// <summary>Sends a rule document on shadow run, and back: one line, nothing else changes.</summary>
public static partial class ShadowText
{
    /// <summary>The rules of a text that run and tell nobody; empty for one with faults.</summary>
    public static IReadOnlyList<string> RulesOf(DocumentKey key, string text) => Rules(key, text)?.Where(r => r.Shadow).Select(r => r.RuleId).ToList() ?? [];

    /// <returns>null when it cannot be said in one line, or already is so.</returns>
    public static string? On(DocumentKey key, string text)
    {
        var changed = text.TrimEnd() + "\nshadow: true\n";
        return Line().IsMatch(text) || Rules(key, changed) is not { Count: > 0 } rules || !rules.All(r => r.Shadow) ? null : changed;
    }

    /// <inheritdoc cref="On"/>
    public static string? Off(DocumentKey key, string text)
    {
        var changed = Line().Replace(text, "");
        return changed == text || Rules(key, changed) is not { Count: > 0 } rules || rules.Any(r => r.Shadow) ? null : changed;
    }

    private static IReadOnlyList<CompiledRule>? Rules(DocumentKey key, string text) =>
        key.Product is { } product ? CompiledRuleset.Compile([text], new(product), 0, [])?.Rules : null;

    [GeneratedRegex(@"^[ \t]*shadow:[ \t]*true[ \t]*(#.*)?\r?\n?", RegexOptions.Multiline)]
    private static partial Regex Line();
}
