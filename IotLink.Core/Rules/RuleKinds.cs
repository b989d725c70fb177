using IotLink.Core.Documents;

namespace IotLink.Core.Rules;

/// <summary>The kinds as documents write them.</summary>
internal static class RuleKinds
{
    /// <summary>Each kind's word, and the key that makes a rule one of that kind.</summary>
    private static readonly (RuleKind Kind, string Word, string? Key)[] All =
    [
        (RuleKind.Threshold, "threshold", null),
        (RuleKind.Duration, "duration", "for"),
        (RuleKind.Repeat, "repeat", "times"),
        (RuleKind.Change, "change", "change"),
        (RuleKind.NoData, "no-data", "noData"),
        (RuleKind.Sequence, "sequence", "sequence"),
        (RuleKind.Baseline, "baseline", "baseline"),
        (RuleKind.Peers, "peers", "peers"),
        (RuleKind.Report, "report", "report"),
    ];

    public static IReadOnlyList<string> Words { get; } = [.. All.Select(k => k.Word)];

    public static string Word(RuleKind kind) => All[(int)kind].Word;

    /// <summary>The key that makes a rule one of the kind; null for a threshold.</summary>
    public static string? KeyOf(RuleKind kind) => All[(int)kind].Key;

    /// <summary>The keys tell; where <c>type</c> is written it must say the same.</summary>
    public static RuleKind Read(DocumentMap map)
    {
        var found = All.Where(k => k.Key is not null && map.Has(k.Key)).ToList();
        if (found.Count > 1) map.Fault(found[1].Key!, "rule.type", $"'{found[1].Key}' does not go with '{found[0].Key}': make two rules.");
        var kind = found.Count > 0 ? found[0].Kind : RuleKind.Threshold;
        if (map.Text("type") is not { } type || type == Word(kind)) return kind;
        var meant = All.FirstOrDefault(k => k.Word == type);
        if (meant.Word is null) map.Fault("type", "rule.type", $"Found '{type}', expected one of {string.Join(", ", Words)}.");
        else if (meant.Key is { } key && found.Count == 0) map.Fault("type", "rule.type", $"A rule of type '{type}' needs the key '{key}'.");
        else map.Fault("type", "rule.type", $"Found '{type}', but '{found[0].Key}' makes it {Word(kind)}.");
        return kind;
    }
}
