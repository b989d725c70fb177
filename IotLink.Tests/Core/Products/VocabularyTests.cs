using IotLink.Core.Products;
using IotLink.Core.Products.Vocabulary;

namespace IotLink.Tests.Core.Products;

/// <summary>The vocabulary says what the readers take: no more, no less.</summary>
public sealed class VocabularyTests
{
    private const string Odd = "qqqqqqqqqqqqqqqqqqqq";

    /// <summary>A place of each section, with a key that is unknown everywhere; its fault lists the known ones.</summary>
    private static readonly Dictionary<string, string[]> Probes = new()
    {
        ["document"] = [$"{Odd}: 1"],
        ["meta"] = [$"meta: {{{Odd}: 1}}", $"types: {{a: {{meta: {{{Odd}: 1}}}}}}"],
        ["message"] = [$"messages: [{{{Odd}: 1}}]"],
        ["type"] = [$"types: {{a: {{{Odd}: 1}}}}"],
        ["field"] = [$"seq: [{{type: u1, {Odd}: 1}}]", $"instances: {{a: {{value: 1, {Odd}: 1}}}}", $"seq: [{{type: datetime(unix), {Odd}: 1}}]"],
        ["switch"] = [$"seq: [{{type: {{switch-on: 1, cases: {{}}, {Odd}: 1}}}}]"],
        ["piece"] = [$"seq: [{{type: u1, piecewise: [{{{Odd}: 1}}]}}]"],
        ["samples"] = [$"seq: [{{type: u1, repeat: eos, samples: {{{Odd}: 1}}}}]"],
        ["checksum"] = [$"seq: [{{type: u1, checksum: {{{Odd}: 1}}}}]"],
        ["valid"] = [$"seq: [{{type: u1, valid: {{eq: 1, {Odd}: 1}}}}]", $"seq: [{{type: u1, valid: {{{Odd}: 1}}}}]"],
        ["framing"] = [Framing($"{Odd}: 1")],
        ["variant"] = [Framing($"variants: [{{{Odd}: 1}}]")],
        ["crc"] = [Framing($"crc: {{{Odd}: 1}}")],
        ["escape"] = [Framing($"escape: {{{Odd}: 1}}")],
        ["frame-field"] = [Framing($"fields: {{a: {{{Odd}: 1}}}}")],
        ["identity"] = [$"framing: {{fixed: 4}}\nidentify: {{{Odd}: 1}}"],
        ["login"] = [$"framing: {{fixed: 4}}\nidentify: {{login: {{{Odd}: 1}}}}"],
        ["identity-field"] = [$"framing: {{fixed: 4}}\nidentify: {{field: {{{Odd}: 1}}}}"],
        ["reply"] = [$"framing: {{fixed: 4}}\nidentify: certificate\nreply: {{{Odd}: 1}}"],
        ["reply-case"] = [$"framing: {{fixed: 4}}\nidentify: certificate\nreply: {{cases: [{{{Odd}: 1}}]}}"],
        ["json"] = [$"json: {{{Odd}: 1}}"],
        ["json-metric"] = [$"json: {{metrics: {{a: {{{Odd}: 1}}}}}}"],
        ["json-time"] = [$"json: {{time: {{{Odd}: 1}}}}"],
        ["csv-time"] = [$"csv: {{time: {{{Odd}: 1}}}}"],
        ["csv"] = [$"csv: {{{Odd}: 1}}"],
        ["csv-column"] = [$"csv: {{columns: {{a: {{{Odd}: 1}}}}}}"],
        ["test"] = [$"tests: [{{{Odd}: 1}}]"],
    };

    public static TheoryData<string> Sections => [.. SpecVocabulary.Sections.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_section_has_the_keys_its_reader_takes(string name)
    {
        var taken = Probes[name].SelectMany(Known).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(taken, SpecVocabulary.Section(name).Keys.Select(k => k.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_says_what_it_is_in_one_sentence_and_leads_somewhere()
    {
        foreach (var key in SpecVocabulary.Sections.SelectMany(s => s.Keys))
        {
            Assert.Matches("^[A-Z'_].*[.]$", key.Doc);
            Assert.NotEmpty(key.Example);
            if (key.Section is { } section) Assert.NotEmpty(SpecVocabulary.Section(section).Keys);
            Assert.Equal(key.Shape == KeyShape.Choice, key.Choices.Count > 0);
        }
    }

    [Fact]
    public void Every_type_is_one()
    {
        foreach (var word in SpecVocabulary.Types)
        {
            var size = word.Name is "str" or "hex" or "hexle" or "bytes" or "dec" ? ", size: 2" : "";
            Assert.Empty(SpecDocument.Read($"meta: {{id: a, endian: be}}\nseq: [{{id: a, type: \"{word.Example}\"{size}}}]").Faults);
        }
    }

    private static string Framing(string keys) => $"framing: {{fixed: 4, {keys}}}\nidentify: certificate";

    private static string[] Known(string yaml)
    {
        var text = $"product: a\n{yaml}\n" + (yaml.StartsWith("meta", StringComparison.Ordinal) ? "" : "meta: {endian: be}\n") + (yaml.Contains("seq:", StringComparison.Ordinal) || yaml.StartsWith("messages", StringComparison.Ordinal) ? "" : "seq: []\n");
        var fault = Assert.Single(SpecDocument.Read(text).Faults, f => f.Code == "key.unknown");
        var list = fault.Message[(fault.Message.IndexOf("Known here: ", StringComparison.Ordinal) + 12)..^1];
        return list.Split(", ");
    }
}
