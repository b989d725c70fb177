using System.Text.RegularExpressions;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products.Vocabulary;
using IotLink.Core.Publishing;
using IotLink.Core.Rules;

namespace IotLink.Tests.Core.Publishing;

/// <summary>What the vocabularies of contracts, rules, formulas and actions say is what their readers take: no more, no less.</summary>
public sealed partial class DocumentLanguageTests
{
    private const string Odd = "qqqqqqqqqqqqqqqqqqqq";
    private const string Contract = "apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\ncustomProperties: [{property: productId, value: a}]\nschema: ";

    /// <summary>Places of each section with a key that is unknown everywhere; its fault lists the known ones.</summary>
    private static readonly Dictionary<string, string[]> Probes = new()
    {
        ["contract/contract"] = [$"{Odd}: 1\n{Contract}[]"],
        ["contract/object"] = [$"{Contract}[{{{Odd}: 1}}]"],
        ["contract/property"] = [Property($"{Odd}: 1")],
        ["contract/options"] = [.. Enum.GetNames<ContractType>().Select(t => Property($"logicalType: {t}, logicalTypeOptions: {{{Odd}: 1}}"))],
        ["contract/quality"] = [.. new[] { "library", "sql", "custom" }.Select(t => Property($"quality: [{{type: {t}, {Odd}: 1}}]"))],
        ["contract/arguments"] = [Property($"quality: [{{metric: invalidValues, mustBe: 0, arguments: {{pattern: a, {Odd}: 1}}}}]")],
        ["contract/change"] = [Property($"quality: [{{type: custom, engine: iotlink, implementation: {{maxChange: 1, per: hour, {Odd}: 1}}}}]")],
        ["contract/custom"] = [Property($"customProperties: [{{property: a, value: 1, {Odd}: 1}}]")],
        ["contract/sla"] = [$"{Contract}[]\nslaProperties: [{{property: a, value: 1, {Odd}: 1}}]"],
        ["rule/rule"] = [$"{Odd}: 1"],
        ["rule/rules"] = [$"productId: a\nrules: []\n{Odd}: 1"],
        ["rule/listed-rule"] = [$"productId: a\nrules: [{{{Odd}: 1}}]"],
        ["rule/change"] = [$"change: {{{Odd}: 1}}"],
        ["rule/sequence"] = [$"sequence: {{{Odd}: 1}}"],
        ["rule/baseline"] = [$"baseline: {{{Odd}: 1}}"],
        ["rule/peers"] = [$"peers: {{{Odd}: 1}}"],
        ["rule/schedule"] = [$"schedule: {{{Odd}: 1}}"],
        ["rule/level"] = [$"levels: [{{{Odd}: 1}}]"],
        ["rule/title"] = [$"title: {{{Odd}: 1}}"],
        ["action/action"] = [$"{Odd}: 1"],
        ["action/actions"] = [$"productId: a\nactions: []\n{Odd}: 1"],
        ["action/listed-action"] = [$"productId: a\nactions: [{{{Odd}: 1}}]"],
        ["action/parameter"] = [$"parameters: [{{{Odd}: 1}}]"],
        ["action/interlock"] = [$"interlocks: [{{{Odd}: 1}}]"],
        ["action/limits"] = [$"limits: {{{Odd}: 1}}"],
        ["action/quiet"] = [$"quietHours: {{{Odd}: 1}}"],
        ["action/text"] = [$"title: {{{Odd}: 1}}"],
        ["formula/formula"] = [$"{Odd}: 1", $"formulas: [{{{Odd}: 1}}]"],
        ["formula/formulas"] = [$"formulas: []\n{Odd}: 1"],
    };

    public static TheoryData<string> Sections =>
        [.. new[] { DocumentKind.Contract, DocumentKind.Rule, DocumentKind.Formula, DocumentKind.Action }.Select(DocumentLanguages.Of).SelectMany(l => l.Sections.Select(s => $"{l.Name}/{s.Name}"))];

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_section_has_the_keys_its_reader_takes(string place)
    {
        var (kind, section) = (place.Split('/')[0], place.Split('/')[1]);
        var taken = Probes[place].SelectMany(text => Known(kind, text)).Distinct();
        if (place == "contract/arguments") taken = taken.Concat(["missingValues", "properties"]); // only other measures have them
        if (kind == "rule" && section == "rule" || kind == "formula" && section == "formula") taken = taken.Except(["rules", "formulas"]);
        if (place == "action/action") taken = taken.Except(["actions"]);
        var keys = DocumentLanguages.Of(Enum.Parse<DocumentKind>(kind, ignoreCase: true)).Section(section).Keys.Select(k => k.Name);
        Assert.Equal(taken.Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(DocumentKind.Contract)]
    [InlineData(DocumentKind.Rule)]
    [InlineData(DocumentKind.Formula)]
    [InlineData(DocumentKind.Action)]
    public void Every_key_says_what_it_is_in_one_sentence_and_leads_somewhere(DocumentKind kind)
    {
        var language = DocumentLanguages.Of(kind);
        foreach (var key in language.Sections.SelectMany(s => s.Keys))
        {
            Assert.Matches("^[A-Z'_].*[.]$", key.Doc);
            Assert.True(key.Example.Length > 0 || key.Shape == KeyShape.Any, key.Name);
            if (key.Section is { } section) Assert.NotEmpty(language.Section(section).Keys);
            Assert.True(key.Shape != KeyShape.Choice || key.Choices.Count > 0, key.Name);
        }
    }

    [Theory]
    [InlineData(DocumentKind.Spec)]
    [InlineData(DocumentKind.Contract)]
    [InlineData(DocumentKind.Rule)]
    [InlineData(DocumentKind.Formula)]
    [InlineData(DocumentKind.Action)]
    public void A_schema_knows_every_key_and_no_other(DocumentKind kind)
    {
        var language = DocumentLanguages.Of(kind);
        var definitions = VocabularySchema.Of(language)["$defs"]!.AsObject();
        Assert.Equal(language.Sections.Select(s => s.Name), definitions.Select(d => d.Key));
        foreach (var section in language.Sections)
        {
            var definition = definitions[section.Name]!;
            Assert.False(definition["additionalProperties"]!.GetValue<bool>());
            Assert.Equal(section.Keys.Select(k => k.Name), definition["properties"]!.AsObject().Select(p => p.Key));
        }

        var references = Reference().Matches(definitions.ToJsonString()).Select(m => m.Groups[1].Value).Distinct();
        Assert.Empty(references.Except(definitions.Select(d => d.Key)));
    }

    [Theory]
    [InlineData(DocumentKind.Spec)]
    [InlineData(DocumentKind.Contract)]
    [InlineData(DocumentKind.Rule)]
    [InlineData(DocumentKind.Formula)]
    [InlineData(DocumentKind.Action)]
    public void Every_key_is_explained_in_Korean_too(DocumentKind kind)
    {
        var korean = DocumentLanguages.Of(kind).In("ko");
        var missing = korean.Sections.SelectMany(s => s.Keys.Where(k => !Hangul().IsMatch(k.Doc)).Select(k => $"{korean.Name}/{s.Name}.{k.Name}"));
        Assert.Empty(missing);
        Assert.Empty(SpecVocabulary.Types.In("ko").Where(t => !Hangul().IsMatch(t.Doc)).Select(t => t.Name));
        Assert.Same(DocumentLanguages.Of(kind).Sections, DocumentLanguages.Of(kind).In("en").Sections);
    }

    private static string Property(string keys) => $"{Contract}[{{name: t, properties: [{{name: x, {keys}}}]}}]";

    private static string[] Known(string kind, string text)
    {
        var faults = new List<DocumentFault>();
        if (kind == "contract") ContractDocument.Read(text, faults);
        else if (kind == "formula") FormulaDocument.Read(text, faults);
        else if (kind == "action") ActionCatalogue.Compile([(text, 1)], ProductId.Parse("a", null), faults);
        else CompiledRuleset.Compile([text], new(ProductId.Parse("a", null)), 1, faults);
        var fault = Assert.Single(faults, f => f.Code == "key.unknown");
        if (fault.Message.EndsWith("There are no keys here.", StringComparison.Ordinal)) return []; // a boolean has no options
        return fault.Message[(fault.Message.IndexOf("Known here: ", StringComparison.Ordinal) + 12)..^1].Split(", ");
    }

    [GeneratedRegex(@"\p{IsHangulSyllables}")]
    private static partial Regex Hangul();

    [GeneratedRegex("""defs/([a-z-]+)""")]
    private static partial Regex Reference();
}
