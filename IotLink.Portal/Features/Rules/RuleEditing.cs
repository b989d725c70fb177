using System.Text.RegularExpressions;
using IotLink.Core.Documents;
using IotLink.Core.Documents.Editing;
using IotLink.Core.Products.Vocabulary;
using IotLink.Core.Rules;
using IotLink.Core.Rules.Forms;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Rules;

/// <summary>One rule of a form at work: what its fields read and write through.</summary>
/// <param name="Write">Takes the new text; null when the change cannot be made in the form.</param>
/// <param name="Point">The first line of what is being looked at.</param>
public sealed partial record RuleEditing(
    RuleForm Form, RuleSheet Rule, IReadOnlyList<DocumentFault> Faults, IReadOnlyList<string> Metrics, bool CanWrite, Func<string?, Task> Write, Func<int, Task> Point)
{
    private static readonly SpecSection Keys = RuleVocabulary.Language.Section("rule");

    /// <summary>What a new value begins with.</summary>
    public string Metric => Metrics is [var first, ..] ? first : "value";

    public Task SetAsync(string field, string? value) => Write(Form.Set(Rule, field, value?.Trim()));

    public Task SetAsync(string field, IReadOnlyList<string> items) => Write(Form.Set(Rule, field, items));

    public Task SetAsync(string field, IReadOnlyList<(string Key, string Text)> entries) => Write(Form.Set(Rule, field, entries));

    public IReadOnlyList<DocumentFault> FaultsOf(string field) => [.. Rule.FaultsOf(field, Faults)];

    /// <summary>The line of the field's key, or of the rule when it is not written.</summary>
    public Task PointAsync(string field) => Point(DocumentEdit.LineOf(Form.Text, Rule.At.Then(DocumentPath.Of(field))) ?? DocumentEdit.LineOf(Form.Text, Rule.At) ?? 1);

    /// <summary>What the vocabulary says of a field, in the reader's language; null for names of one's own.</summary>
    public static SpecKey? KeyOf(string field)
    {
        var path = Index().Replace(field, "").Split('.');
        var language = RuleVocabulary.Language.In(Languages.Current);
        return path.Length == 1 ? language.Section("rule").Keys.FirstOrDefault(k => k.Name == path[0])
            : Keys.Keys.FirstOrDefault(k => k.Name == path[0])?.Section is { } section ? language.Section(section).Keys.FirstOrDefault(k => k.Name == path[1]) : null;
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
