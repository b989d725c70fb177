using IotLink.Core.Documents;
using IotLink.Core.Documents.Editing;

namespace IotLink.Core.Rules.Forms;

/// <summary>One rule of a text as a form shows it: what each field says, right or wrong, and what no field can show.</summary>
/// <param name="At">Where the rule stands in its document.</param>
/// <param name="Values">The texts by field, a path within the rule: <c>condition</c>, <c>change.by</c>, <c>sequence.steps[1]</c>.</param>
/// <param name="Beyond">Paths of what the form does not know, or cannot show in the shape it has. An edit leaves it alone.</param>
public sealed record RuleSheet(DocumentPath At, RuleKind Kind, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Beyond)
{
    /// <summary>null for what is not written, or not as one text.</summary>
    public string? this[string field] => Values.GetValueOrDefault(field);

    /// <summary>Whether anything is written under a field.</summary>
    public bool Has(string field) => Values.Keys.Any(key => IsUnder(key, field));

    /// <summary>The items of a list; one text counts as a list of one.</summary>
    public IReadOnlyList<string> List(string field) =>
        this[field] is { } only ? [only] : [.. Enumerable.Range(0, int.MaxValue).Select(i => this[$"{field}[{i}]"]).TakeWhile(item => item is not null).Select(item => item!)];

    /// <summary>Names and texts of a mapping with names of one's own, in their order.</summary>
    public IReadOnlyList<(string Name, string Text)> Entries(string field) =>
        [.. Values.Where(v => v.Key.StartsWith(field + ".", StringComparison.Ordinal)).Select(v => (v.Key[(field.Length + 1)..], v.Value))];

    /// <summary>How many items a list of mappings has.</summary>
    public int Count(string field)
    {
        var count = 0;
        while (Has($"{field}[{count}]")) count++;
        return count;
    }

    /// <summary>What is wrong with a field, or that it is missing.</summary>
    public IEnumerable<DocumentFault> FaultsOf(string field, IEnumerable<DocumentFault> faults)
    {
        var own = At.Then(DocumentPath.Of(field));
        var (path, parent) = (own.ToString(), own.Parent!.ToString());
        var key = field[(field.LastIndexOf('.') + 1)..];
        return faults.Where(f => f.Path == path || (f.Path == parent && f.Suggested == key));
    }

    private static bool IsUnder(string key, string field) =>
        key.StartsWith(field, StringComparison.Ordinal) && (key.Length == field.Length || key[field.Length] is '.' or '[');
}
