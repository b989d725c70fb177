using Bunit;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Features.Rules;
using IotLink.Tests.Portal.Controls;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Portal.Rules;

/// <summary>The form and the text are one document: what is done in one is seen in the other.</summary>
public sealed class RuleFormPanelTests : IAsyncDisposable
{
    private const string Rules = """
        productId: prod-a # ours
        rules:
          - ruleId: hot
            title: {ko: 과열, en: Overheated}
            condition: tempC > 80 and rpm < 100 # agreed
            severity: high
          - ruleId: silent
            noData: 3 periods
            severity: low

        """;

    private readonly ControlContext _browser = new();
    private string _text = Rules;

    public RuleFormPanelTests() => _browser.Services.AddSingleton(new ProductSpecs(CataloguePlans.All)).AddScoped<RuleSentence>();

    public ValueTask DisposeAsync() => _browser.DisposeAsync();

    [Fact]
    public async Task A_field_writes_its_key_into_the_text()
    {
        var form = Open(Rules);
        await form.InvokeAsync(() => form.Find("#il-f-hold").ChangeAsync("30s"));
        Assert.Equal(Rules.Replace("    severity: high\n", "    severity: high\n    hold: 30s\n", StringComparison.Ordinal), _text);
        await form.InvokeAsync(() => form.Find("#il-f-severity").ChangeAsync("critical"));
        Assert.Contains("severity: critical", _text, StringComparison.Ordinal);
        await form.InvokeAsync(() => form.Find("#il-f-hold").ChangeAsync(""));
        await form.InvokeAsync(() => form.Find("#il-f-severity").ChangeAsync("high"));
        Assert.Equal(Rules, _text);
    }

    [Fact]
    public async Task A_comparison_is_changed_added_and_joined_otherwise()
    {
        var form = Open(Rules);
        Assert.Equal(["tempC", "80", "rpm", "100"], form.FindAll(".il-rule-condition .il-rule-line input").Select(i => i.GetAttribute("value")));
        await form.InvokeAsync(() => form.FindAll(".il-rule-condition .il-rule-line input")[1].ChangeAsync("85"));
        Assert.Contains("condition: tempC > 85 and rpm < 100 # agreed\n", _text, StringComparison.Ordinal);
        await form.InvokeAsync(() => form.Find(".il-rule-joint select").ChangeAsync("or"));
        await form.InvokeAsync(() => form.FindAll(".il-rule-condition button").First(b => b.TextContent.StartsWith('×')).ClickAsync());
        Assert.Contains("condition: rpm < 100 # agreed\n", _text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_rule_of_a_list_is_picked_and_says_its_sentence()
    {
        var form = Open(Rules);
        Assert.Equal("prod-a: when tempC > 80 and rpm < 100 · alarm: High", form.Find(".il-rule-sentence").TextContent);
        await form.InvokeAsync(() => form.Find(".il-rule-head select").ChangeAsync("1"));
        Assert.Equal("prod-a: when nothing comes for 3 reporting periods · alarm: Low", form.Find(".il-rule-sentence").TextContent);
        Assert.Empty(form.FindAll("#il-f-condition"));
    }

    [Fact]
    public async Task A_kind_is_changed_and_brought_back()
    {
        var form = Open(Rules);
        await form.InvokeAsync(() => form.Find("#il-f-kind").ChangeAsync("Repeat"));
        Assert.Contains("    condition: tempC > 80 and rpm < 100 # agreed\n    times: 3\n    within: 10m\n", _text, StringComparison.Ordinal);
        await form.InvokeAsync(() => form.Find("#il-f-times").ChangeAsync("7"));
        await form.InvokeAsync(() => form.Find("#il-f-kind").ChangeAsync("Threshold"));
        Assert.Equal(Rules, _text);
        await form.InvokeAsync(() => form.Find("#il-f-kind").ChangeAsync("Repeat"));
        Assert.Equal("7", form.Find("#il-f-times").GetAttribute("value"));
    }

    [Fact]
    public async Task Every_kind_shows_its_fields()
    {
        var form = Open(Rules);
        foreach (var kind in Enum.GetValues<RuleKind>())
        {
            await form.InvokeAsync(() => form.Find("#il-f-kind").ChangeAsync(kind.ToString()));
            Assert.Empty(form.FindAll(".il-rule-fault"));
            Assert.Empty(Faults(_text));
            Assert.Equal(kind.ToString(), form.Find("#il-f-kind option[selected]").GetAttribute("value"));
        }
    }

    [Fact]
    public async Task Hours_are_a_word_or_days_of_their_own()
    {
        var form = Open(Rules);
        await form.InvokeAsync(() => form.Find("#il-f-schedule").ChangeAsync("business-hours"));
        Assert.Contains("schedule: business-hours\n", _text, StringComparison.Ordinal);
        await form.InvokeAsync(() => form.Find("#il-f-schedule").ChangeAsync("own"));
        Assert.Contains("schedule: {days: mon-fri, from: \"09:00\", to: \"18:00\", holidays: kr}\n", _text, StringComparison.Ordinal);
        await form.InvokeAsync(() => form.FindAll(".il-rule-days input")[5].ChangeAsync(true));
        Assert.Contains("days: mon-sat,", _text, StringComparison.Ordinal);
        await form.InvokeAsync(() => form.FindAll(".il-rule-days input")[1].ChangeAsync(false));
        Assert.Contains("days: [mon, wed, thu, fri, sat],", _text, StringComparison.Ordinal);
        Assert.Empty(Faults(_text));
        await form.InvokeAsync(() => form.Find("#il-f-schedule").ChangeAsync("always"));
        Assert.Equal(Rules, _text);
    }

    [Fact]
    public async Task Numbers_are_named_and_differ_for_a_site()
    {
        var form = Open(Rules);
        await form.InvokeAsync(() => form.Find("input[aria-label='Name of a number']").ChangeAsync("limit"));
        await form.InvokeAsync(() => Button(form, "+ Add number").ClickAsync());
        await form.InvokeAsync(() => form.Find("[data-field='parameters.limit']").ChangeAsync("80"));
        await form.InvokeAsync(() => form.Find("input[aria-label='Id of the site or device']").ChangeAsync("site-3"));
        await form.InvokeAsync(() => Button(form, "+ Other numbers for it").ClickAsync());
        await form.InvokeAsync(() => form.Find("[data-field='overrides[0].limit']").ChangeAsync("95"));
        Assert.Contains("    parameters: {limit: 80}\n    overrides: [{site: site-3, limit: 95}]\n", _text, StringComparison.Ordinal);
        Assert.Empty(Faults(_text));
        await form.InvokeAsync(() => form.Find("button[aria-label='Remove the number limit']").ClickAsync());
        Assert.Equal(Rules, _text);
    }

    [Fact]
    public async Task Undo_brings_the_text_back_until_it_was_edited_elsewhere()
    {
        var form = Open(Rules);
        await form.InvokeAsync(() => form.Find("#il-f-hold").ChangeAsync("30s"));
        await form.InvokeAsync(() => Button(form, "Undo").ClickAsync());
        Assert.Equal(Rules, _text);
        await form.InvokeAsync(() => form.Find("#il-f-hold").ChangeAsync("30s"));
        Show(form, _text + "# typed in the text\n");
        Assert.True(Button(form, "Undo").HasAttribute("disabled"));
    }

    [Fact]
    public void The_form_shows_the_text_with_its_faults_at_their_fields()
    {
        var form = Open(Rules.Replace("severity: high", "severity: hihg", StringComparison.Ordinal).Replace("tempC > 80 and rpm < 100", "tempC > ", StringComparison.Ordinal));
        Assert.Equal("true", form.Find("#il-f-severity").GetAttribute("aria-invalid"));
        Assert.Contains("hihg", form.Find("[data-field=severity] .il-rule-fault").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(form.FindAll("[data-field=condition] .il-rule-fault"));
        Assert.Null(form.Find("#il-f-hold").GetAttribute("aria-invalid"));
        Assert.Contains("▲", form.Find(".il-rule-head option").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_form_cannot_show_is_named() =>
        Assert.Contains("owner", Open("ruleId: a\nproductId: prod-a\ncondition: tempC > 1\nseverity: low\nowner: me\n").Find(".il-rule-beyond").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Actions_that_are_words_are_a_list_and_others_stay_in_the_text()
    {
        const string text = "ruleId: a\nproductId: prod-a\ncondition: tempC > 1\nseverity: low\nactions: [restart-fan, cool] # in order\n";
        var form = Open(text);
        await form.FindAll("[data-field=actions] input")[1].ChangeAsync("stop");
        Assert.Equal(text.Replace("cool", "stop", StringComparison.Ordinal), _text);
        Show(form, text.Replace("cool", "{action: set-fan, with: {speed: 100}}", StringComparison.Ordinal));
        Assert.Contains("actions", form.Find(".il-rule-beyond").TextContent, StringComparison.Ordinal);
        Assert.Empty(form.FindAll("[data-field=actions], [data-field=autoAction]"));
    }

    [Fact]
    public void A_text_that_is_no_YAML_is_said_to_be_unreadable()
    {
        var form = Open("rules: [\n");
        Assert.NotEmpty(form.FindAll("[role=alert]"));
        Show(form, Rules);
        Assert.NotEmpty(form.FindAll("#il-f-ruleId"));
    }

    [Fact]
    public void Who_may_not_write_reads()
    {
        var form = _browser.Render<RuleFormPanel>(p => p.Add(f => f.Text, Rules).Add(f => f.Product, Sample.Product("prod-a")));
        Assert.All(form.FindAll("fieldset :is(input, select, textarea)"), field => Assert.True(field.HasAttribute("disabled")));
        Assert.Empty(form.FindAll("button"));
    }

    [Fact]
    public async Task A_field_somebody_goes_to_lights_its_line()
    {
        var line = 0;
        var form = Open(Rules);
        form.Render(p => p.Add(f => f.LinePointed, l => line = l));
        await form.Find("[data-field=severity]").FocusInAsync(new());
        Assert.Equal(6, line);
    }

    private IRenderedComponent<RuleFormPanel> Open(string text)
    {
        IRenderedComponent<RuleFormPanel>? form = null;
        _text = text;
        form = _browser.Render<RuleFormPanel>(p => p.Add(f => f.Text, text).Add(f => f.Faults, Faults(text)).Add(f => f.CanWrite, true).Add(f => f.Product, Sample.Product("prod-a"))
            .Add(f => f.TextChanged, changed => Show(form!, changed)));
        return form;
    }

    /// <summary>As the page does: the new text goes into the form again, checked.</summary>
    private void Show(IRenderedComponent<RuleFormPanel> form, string text)
    {
        _text = text;
        form.Render(p => p.Add(f => f.Text, text).Add(f => f.Faults, Faults(text)));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<RuleFormPanel> form, string text) => form.FindAll("button").First(b => b.TextContent.Trim() == text);

    private static List<DocumentFault> Faults(string text)
    {
        var faults = new List<DocumentFault>();
        CompiledRuleset.Compile([text], new MetricSchema(Sample.Product("prod-a")), 1, faults);
        return faults;
    }

    [Fact]
    public async Task A_level_is_added_changed_and_taken_away()
    {
        var form = Open(Rules);
        await form.InvokeAsync(() => Button(form, "+ A worse level").ClickAsync());
        await form.InvokeAsync(() => form.Find("#il-f-levels-0-condition").ChangeAsync("tempC > 95"));
        await form.InvokeAsync(() => form.Find("#il-f-levels-0-hold").ChangeAsync("1m"));
        Assert.Contains("    levels: [{severity: critical, condition: tempC > 95, hold: 1m}]\n", _text, StringComparison.Ordinal);
        Assert.Empty(Faults(_text));
        Assert.DoesNotContain(form.FindAll("button"), b => b.TextContent.Trim() == "+ A worse level");
        await form.InvokeAsync(() => form.Find("#il-f-levels-0-severity").ChangeAsync("low"));
        Assert.Contains("from bad to worse", form.Find("[data-field='levels[0].severity'] .il-rule-fault").TextContent, StringComparison.Ordinal);
        await form.InvokeAsync(() => Button(form, "× Remove level 1").ClickAsync());
        Assert.Equal(Rules, _text);
    }
}
