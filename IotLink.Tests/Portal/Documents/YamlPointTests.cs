using IotLink.Portal.Features.Documents;

namespace IotLink.Tests.Portal.Documents;

public sealed class YamlPointTests
{
    [Theory]
    [InlineData("me|", "", null, 1)]
    [InlineData("meta:\n  en|", "meta", null, 3)]
    [InlineData("meta: {en|", "meta", null, 8)]
    [InlineData("meta: {endian: b|", "meta", "endian", 16)]
    [InlineData("meta: {endian: be, i|", "meta", null, 20)]
    [InlineData("meta: {endian: be}\npro|", "", null, 1)]
    [InlineData("seq:\n  - {id: a, type: u|", "seq/[]", "type", 19)]
    [InlineData("seq:\n- id: a\n  type: u|", "seq/[]", "type", 9)]
    [InlineData("seq:\n  - id: a\n  - ty|", "seq/[]", null, 5)]
    [InlineData("types:\n  pair:\n    seq:\n      - type:\n          sw|", "types/pair/seq/[]/type", null, 11)]
    [InlineData("types:\n  pair:\n    seq: []\n  other:\n    se|", "types/other", null, 5)]
    [InlineData("a: {b: [1, {c: |", "a/b/[]", "c", 16)]
    [InlineData("a: {b: {c: 1}, d|", "a", null, 16)]
    [InlineData("a: 1 # b: {\nc|", "", null, 1)]
    public void Where_somebody_types_follows_from_indentation_and_brackets(string text, string path, string? key, int start)
    {
        var lines = text.Split('\n');
        var found = YamlPoint.At(text.Replace("|", "", StringComparison.Ordinal), lines.Length, lines[^1].Length);
        Assert.Equal(path, string.Join('/', found.Path));
        Assert.Equal(key, found.Key);
        Assert.Equal(start, found.WordStart);
    }

    [Fact]
    public void A_fields_lines_end_where_the_next_begins()
    {
        const string Text = "seq:\n  - id: a\n    type: u1\n\n    scale: 2\n  - {id: b, type: u1}\ntypes: {}";
        Assert.Equal((2, 5), YamlPoint.Block(Text, 2, YamlPoint.ContentColumn("  - id: a")));
        const string Cases = "cases:\n  1: {id: a, type: u1}\n  2: {id: b, type: u1}\n";
        Assert.Equal((2, 2), YamlPoint.Block(Cases, 2, YamlPoint.ContentColumn("  1: {id: a, type: u1}")));
        Assert.Equal((6, 6), YamlPoint.Block(Text, 6, YamlPoint.ContentColumn("  - {id: b, type: u1}")));
    }
}
