using IotLink.Core.Documents.Editing;

namespace IotLink.Core.Rules.Forms;

/// <summary>Which keys belong to a kind of rule, and what a rule that becomes one begins with.</summary>
internal static class RuleKindFields
{
    /// <summary>The fields of the new kind, each with the value it had before or begins with.</summary>
    public static IReadOnlyList<(string Field, DocumentValue Value)> Of(RuleKind kind, IReadOnlyDictionary<string, string> kept, string metric, string? condition)
    {
        var first = condition ?? kept.GetValueOrDefault("condition") ?? $"{metric} > 0";
        List<(string, DocumentValue)> fields = kind switch
        {
            RuleKind.Duration => [One("for", "1m")],
            RuleKind.Repeat => kept.ContainsKey("of") ? [One("times", "3"), One("of", "5")] : [One("times", "3"), One("within", "10m")],
            RuleKind.Change => [Map("change", ("of", metric), ("by", "10"), ("within", "5m"))],
            RuleKind.NoData => [One("noData", "3 periods")],
            RuleKind.Sequence => [Steps()],
            RuleKind.Baseline => [Map("baseline", ("of", metric), ("by", "3 sigma"))],
            RuleKind.Peers => [Map("peers", ("of", metric), ("by", "10"))],
            RuleKind.Report => [("report", Listed("report") is { Count: > 0 } codes ? DocumentValue.Of(codes) : DocumentValue.Of(kept.GetValueOrDefault("report", "E1")))],
            _ => [],
        };
        if (condition is null && (NeedsCondition(kind) || (!TakesNone(kind) && kept.ContainsKey("condition")))) fields.Insert(0, ("condition", DocumentValue.Of(first)));
        if (kind != RuleKind.Report) fields.AddRange(Ending.Where(kept.ContainsKey).Select(key => (key, DocumentValue.Of(kept[key]))));
        return fields;

        (string, DocumentValue) One(string key, string usual) => (key, DocumentValue.Of(kept.GetValueOrDefault(key, usual)));

        (string, DocumentValue) Map(string key, params (string Key, string Text)[] usual)
        {
            var before = kept.Where(k => k.Key.StartsWith(key + ".", StringComparison.Ordinal)).Select(k => (k.Key[(key.Length + 1)..], k.Value)).ToArray();
            return (key, DocumentValue.Of(before.Length > 0 ? before : usual));
        }

        (string, DocumentValue) Steps()
        {
            var steps = Listed("sequence.steps");
            List<(string, DocumentValue)> inside =
            [
                ("steps", DocumentValue.Of(steps.Count > 0 ? steps : [first, $"{metric} > 0"])),
                ("within", DocumentValue.Of(kept.GetValueOrDefault("sequence.within", "1m"))),
            ];
            if (kept.TryGetValue("sequence.missing", out var missing)) inside.Add(("missing", DocumentValue.Of(missing)));
            return ("sequence", new DocumentValue.Keyed(inside));
        }

        List<string> Listed(string key) => [.. kept.Where(k => k.Key.StartsWith(key + "[", StringComparison.Ordinal)).Select(k => k.Value)];
    }

    /// <summary>What goes when a rule of one kind becomes another.</summary>
    public static IEnumerable<string> Gone(RuleKind before, RuleKind now, IReadOnlyDictionary<string, string> kept)
    {
        string[] own = before == RuleKind.Repeat ? ["times", "of", "within"] : RuleKinds.KeyOf(before) is { } key ? [key] : [];
        string[] ending = now == RuleKind.Report ? Ending : [];
        var hadNone = kept.Count > 0 && !kept.ContainsKey("condition") && !NeedsCondition(now);
        return [.. own, .. ending, .. TakesNone(now) || hadNone ? ["condition"] : Array.Empty<string>()];
    }

    /// <summary>The section of the vocabulary a mapping directly under a rule is of; null for names of one's own.</summary>
    public static string? SectionOf(DocumentPath path) => path.Last is "change" or "sequence" or "baseline" or "peers" or "schedule" or "title" ? path.Last : null;

    private static readonly string[] Ending = ["clear", "hysteresis", "hold"];

    private static bool NeedsCondition(RuleKind kind) => kind is RuleKind.Threshold or RuleKind.Duration or RuleKind.Repeat;

    private static bool TakesNone(RuleKind kind) => kind is RuleKind.NoData or RuleKind.Sequence or RuleKind.Report;
}
