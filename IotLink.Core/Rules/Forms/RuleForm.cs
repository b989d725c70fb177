using IotLink.Core.Documents.Editing;

namespace IotLink.Core.Rules.Forms;

/// <summary>
/// The text of a rule document as a form. Every change is a new text in which only what was touched differs; null says that it cannot be
/// done here and the text has to be edited. Immutable.
/// </summary>
public sealed class RuleForm
{
    private RuleForm(string text, DocumentValue.Keyed document)
    {
        Text = text;
        Product = (document["productId"] as DocumentValue.Word)?.Text;
        IsList = document["rules"] is DocumentValue.Many;
        Rules = document["rules"] is DocumentValue.Many rules
            ? [.. rules.Items.Select((rule, i) => RuleSheetReader.Read(DocumentPath.Root.Then("rules").Then(i), rule))]
            : [RuleSheetReader.Read(DocumentPath.Root, document)];
        Shadow = IsList ? (document["shadow"] as DocumentValue.Word)?.Text : null;
        Beyond = IsList ? [.. document.Entries.Select(e => e.Key).Except(["productId", "shadow", "rules"])] : [];
    }

    public string Text { get; }

    public string? Product { get; }

    /// <summary>Several rules under <c>rules</c>.</summary>
    public bool IsList { get; }

    /// <summary>A list's own <c>shadow</c>.</summary>
    public string? Shadow { get; }

    public IReadOnlyList<RuleSheet> Rules { get; }

    /// <summary>Keys beside the rules that the form does not know.</summary>
    public IReadOnlyList<string> Beyond { get; }

    /// <returns>null for what is not one YAML mapping.</returns>
    public static RuleForm? Read(string text) => DocumentEdit.Read(text) is { } document ? new(text, document) : null;

    /// <param name="value">null or empty takes the field away.</param>
    public string? Set(RuleSheet rule, string field, string? value) =>
        string.IsNullOrEmpty(value) ? Remove(rule, field) : Put(Text, rule, field, DocumentValue.Of(value));

    /// <param name="items">An empty list takes the field away.</param>
    public string? Set(RuleSheet rule, string field, IReadOnlyList<string> items) =>
        items.Count == 0 ? Remove(rule, field) : Put(Text, rule, field, DocumentValue.Of(items));

    /// <summary>A mapping anew; keys of it that stay the same stay where they are.</summary>
    public string? Set(RuleSheet rule, string field, IReadOnlyList<(string Key, string Text)> entries) =>
        entries.Count == 0 ? Remove(rule, field) : Put(Text, rule, field, DocumentValue.Of([.. entries]));

    public string? Remove(RuleSheet rule, string field) => DocumentEdit.Remove(Text, rule.At.Then(DocumentPath.Of(field)));

    /// <summary>Puts an item at the end of a list of mappings; begins the list when there is none.</summary>
    public string? Add(RuleSheet rule, string field, params (string Key, string Text)[] item) =>
        rule.Has(field) || rule.Beyond.Contains(field)
            ? DocumentEdit.Add(Text, rule.At.Then(DocumentPath.Of(field)), DocumentValue.Of(item))
            : Put(Text, rule, field, new DocumentValue.Many([DocumentValue.Of(item)]));

    /// <summary>A named number goes, and with it what sites and devices have instead of it.</summary>
    public string? RemoveNumber(RuleSheet rule, string name)
    {
        var text = Remove(rule, $"parameters.{name}");
        for (var i = rule.Count("overrides") - 1; i >= 0; i--)
        {
            var own = rule.Entries($"overrides[{i}]").Select(e => e.Name).ToList();
            if (!own.Contains(name)) continue;
            var field = own.Count <= 2 ? $"overrides[{i}]" : $"overrides[{i}].{name}";
            text = text is null ? null : DocumentEdit.Remove(text, rule.At.Then(DocumentPath.Of(field)));
        }

        return text;
    }

    /// <summary>Another kind: the keys of the old one go, those of the new one come.</summary>
    /// <param name="kept">What the fields said when the rule was of that kind before; the kind's usual beginning where it says nothing.</param>
    /// <param name="metric">What to begin with where a value to look at is needed.</param>
    public string? Become(RuleSheet rule, RuleKind kind, IReadOnlyDictionary<string, string> kept, string metric)
    {
        if (kind == rule.Kind) return Text;
        var wanted = RuleKindFields.Of(kind, kept, metric, rule["condition"]);
        var text = Text;
        foreach (var (field, value) in wanted)
        {
            if (text is not null) text = Put(text, rule, field, value);
        }

        foreach (var field in RuleKindFields.Gone(rule.Kind, kind, kept))
        {
            if (text is not null && wanted.All(w => w.Field != field)) text = DocumentEdit.Remove(text, rule.At.Then(field));
        }

        return rule["type"] is null || text is null ? text : Put(text, rule, "type", DocumentValue.Of(RuleKinds.Word(kind)));
    }

    /// <summary>One more rule at the end of a list.</summary>
    public string? AddRule(string ruleId, string metric) =>
        DocumentEdit.Add(Text, DocumentPath.Root.Then("rules"), DocumentValue.Of(("ruleId", ruleId), ("condition", $"{metric} > 0"), ("severity", "medium")));

    /// <summary>The last rule of a list stays: without it there is no document.</summary>
    public string? RemoveRule(RuleSheet rule) => IsList && Rules.Count > 1 ? DocumentEdit.Remove(Text, rule.At) : null;

    private static string? Put(string text, RuleSheet rule, string field, DocumentValue value) =>
        DocumentEdit.Set(text, rule.At.Then(DocumentPath.Of(field)), value, path => OrderAt(rule, path));

    private static IReadOnlyList<string> OrderAt(RuleSheet rule, DocumentPath path)
    {
        var inside = path.Length - rule.At.Length;
        var section = inside == 0 ? "rule" : inside == 1 ? RuleKindFields.SectionOf(path) : null;
        return section is null ? [] : [.. RuleVocabulary.Language.Section(section).Keys.Select(k => k.Name)];
    }
}
