using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products.Vocabulary;
using IotLink.Core.Rules;
using IotLink.Core.Rules.Forms;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Localization;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.Rules;

/// <summary>The form beside the text: it reads every text it is given, and writes through <see cref="RuleForm"/>.</summary>
public sealed partial class RuleFormPanel
{
    private static readonly string[] Placed =
    [
        "ruleId", "productId", "type", "title", "description", "enabled", "shadow", "condition", "for", "times", "within", "of", "change", "noData", "sequence", "baseline", "peers",
        "report", "clear", "hysteresis", "hold", "severity", "class", "levels", "autoAction", "actions", "otherwise", "schedule", "parameters", "overrides",
    ];

    private readonly Dictionary<(string Rule, RuleKind Kind), IReadOnlyDictionary<string, string>> _kept = [];
    private readonly Stack<(string Before, string After)> _undo = [];
    private RuleForm? _form;
    private RuleEditing? _editing;
    private int _at;
    private bool _isRefused;

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter]
    public EventCallback<string> TextChanged { get; set; }

    /// <summary>What is wrong with the text as a whole.</summary>
    [Parameter]
    public IReadOnlyList<DocumentFault> Faults { get; set; } = [];

    [Parameter]
    public bool CanWrite { get; set; }

    /// <summary>Whose metrics are offered.</summary>
    [Parameter, EditorRequired]
    public required ProductId Product { get; set; }

    /// <summary>The line of the field somebody went to.</summary>
    [Parameter]
    public EventCallback<int> LinePointed { get; set; }

    [Inject]
    private RuleSentence Sentence { get; set; } = default!;

    [Inject]
    private ProductSpecs Specs { get; set; } = default!;

    private RuleSheet Rule => _form!.Rules[_at];

    private bool CanUndo => _undo.TryPeek(out var last) && last.After == Text;

    /// <summary>What the language learned and the form has no place of its own for.</summary>
    private static IReadOnlyList<string> More { get; } =
        [.. RuleVocabulary.Language.Section("rule").Keys.Where(k => k.Section is null && k.Shape is not (KeyShape.Any or KeyShape.Values or KeyShape.Texts)).Select(k => k.Name).Except(Placed)];

    /// <summary>What is there and no field shows.</summary>
    private IReadOnlyList<string> Beyond =>
        [.. _form!.Beyond, .. Rule.Beyond, .. Rule.Values.Keys.Select(k => k.Split('.', '[')[0]).Distinct().Except(Placed).Except(More), .. Rule.Has("actions") && Rule.List("actions").Count == 0 ? ["actions"] : Array.Empty<string>()];

    /// <summary>Faults of the rule as a whole.</summary>
    private IEnumerable<DocumentFault> Unplaced => Faults.Where(f => f.Path == Rule.At.ToString() && f.Suggested is null);

    protected override void OnParametersSet()
    {
        if (_form?.Text != Text) _form = RuleForm.Read(Text);
        if (_form is null) return;
        _at = Math.Clamp(_at, 0, _form.Rules.Count - 1);
        Show();
    }

    private IReadOnlyList<string> Metrics => [.. Specs.MetricNames(Product), .. Rule.Entries("parameters").Select(p => p.Name)];

    private void Show() => _editing = new(_form!, Rule, Faults, Metrics, CanWrite, WriteAsync, LinePointed.InvokeAsync);

    private void Pick(int rule)
    {
        (_at, _isRefused) = (rule, false);
        Show();
    }

    private async Task WriteAsync(string? text)
    {
        _isRefused = text is null;
        if (text is null || text == Text || !CanWrite) return;
        _undo.Push((Text, text));
        await TextChanged.InvokeAsync(text);
    }

    private async Task UndoAsync()
    {
        if (!CanUndo) return;
        var (before, _) = _undo.Pop();
        await TextChanged.InvokeAsync(before);
    }

    /// <summary>What the rule said as the kind it was is kept for the case that it comes back.</summary>
    private Task BecomeAsync(RuleKind kind)
    {
        var id = Rule["ruleId"] ?? "";
        _kept[(id, Rule.Kind)] = Rule.Values;
        return WriteAsync(_form!.Become(Rule, kind, _kept.GetValueOrDefault((id, kind)) ?? new Dictionary<string, string>(), _editing!.Metric));
    }

    private async Task AddRuleAsync()
    {
        var count = _form!.Rules.Count;
        var id = Enumerable.Range(count + 1, int.MaxValue - count - 1).Select(n => $"rule-{n}").First(name => _form.Rules.All(r => r["ruleId"] != name));
        _at = count;
        await WriteAsync(_form.AddRule(id, _editing!.Metric));
    }

    private Task RemoveRuleAsync() => WriteAsync(_form!.RemoveRule(Rule));

    private bool FaultsIn(RuleSheet rule) => Faults.Any(f => f.Path == rule.At.ToString() || f.Path.StartsWith(rule.At + ".", StringComparison.Ordinal));

    private static string NameOf(RuleSheet rule) => rule["title." + Languages.Current] ?? rule["title"] ?? rule["title.ko"] ?? rule["title.en"] ?? rule["ruleId"] ?? rule.At.ToString();
}
