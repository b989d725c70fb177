using IotLink.Core.Documents.Editing;

namespace IotLink.Tests.Core.Documents.Editing;

public sealed class DocumentEditTests
{
    private const string Rules = """
        # Pumps of hall 3
        productId: "prod-a"   # never change
        rules:
          - ruleId: hot       # the first
            title: {ko: 과열, en: Overheated}

            # agreed with the maker
            condition: 'tempC > 80'
            severity: high
          - ruleId: stuck
            parameters:
              limit: 80       # bar
              # spare
              other: 7
            sequence:
              steps:
              - a > 1
              # then
              - b > 1
              within: 1m
            description: |
              Two lines
              of words
            severity: low

        """;

    [Theory]
    [InlineData("rules[0].condition", "tempC > 90", "    condition: 'tempC > 80'", "    condition: 'tempC > 90'")]
    [InlineData("rules[0].title.en", "Hot: very", "title: {ko: 과열, en: Overheated}", "title: {ko: 과열, en: \"Hot: very\"}")]
    [InlineData("productId", "prod-b", "productId: \"prod-a\"   # never change", "productId: \"prod-b\"   # never change")]
    [InlineData("rules[1].parameters.limit", "95", "limit: 80       # bar", "limit: 95       # bar")]
    [InlineData("rules[1].sequence.steps[1]", "b > 2", "- b > 1", "- b > 2")]
    [InlineData("rules[0].severity", "low", "    severity: high", "    severity: low")]
    public void One_value_changes_and_nothing_else(string path, string value, string before, string after) =>
        Assert.Equal(Rules.Replace(before, after, StringComparison.Ordinal), DocumentEdit.Set(Rules, DocumentPath.Of(path), DocumentValue.Of(value)));

    [Fact]
    public void A_new_key_stands_where_people_write_it()
    {
        var edited = DocumentEdit.Set(Rules, DocumentPath.Of("rules[0].hold"), DocumentValue.Of("30s"), _ => ["ruleId", "condition", "hold", "severity"]);
        Assert.Equal(Rules.Replace("'tempC > 80'\n", "'tempC > 80'\n    hold: 30s\n", StringComparison.Ordinal), edited);
    }

    [Fact]
    public void A_value_of_several_lines_gives_way_to_a_word_and_its_comments_stay()
    {
        var edited = DocumentEdit.Set(Rules, DocumentPath.Of("rules[1].parameters"), DocumentValue.Of("none"));
        Assert.Equal(Rules.Replace("parameters:\n      limit: 80       # bar\n      # spare\n      other: 7\n", "parameters: none\n    # bar\n    # spare\n", StringComparison.Ordinal), edited);
    }

    [Fact]
    public void What_is_removed_leaves_its_comments()
    {
        Assert.Equal(Rules.Replace("      limit: 80       # bar\n", "      # bar\n", StringComparison.Ordinal), DocumentEdit.Remove(Rules, DocumentPath.Of("rules[1].parameters.limit")));
        Assert.Equal(Rules.Replace("- ruleId: hot       # the first\n    title", "- # the first\n    title", StringComparison.Ordinal), DocumentEdit.Remove(Rules, DocumentPath.Of("rules[0].ruleId")));
    }

    [Fact]
    public void What_would_be_empty_goes_too()
    {
        var once = DocumentEdit.Remove(Rules, DocumentPath.Of("rules[0].title.ko"))!;
        Assert.Equal(Rules.Replace("{ko: 과열, en: Overheated}", "{en: Overheated}", StringComparison.Ordinal), once);
        Assert.Equal(Rules.Replace("    title: {ko: 과열, en: Overheated}\n", "", StringComparison.Ordinal), DocumentEdit.Remove(once, DocumentPath.Of("rules[0].title.en")));
    }

    [Fact]
    public void An_item_is_added_in_the_dress_of_the_others()
    {
        Assert.Equal(
            Rules + "  - ruleId: new\n    severity: low\n",
            DocumentEdit.Add(Rules, DocumentPath.Of("rules"), DocumentValue.Of(("ruleId", "new"), ("severity", "low"))));
        Assert.Equal(
            Rules.Replace("      - b > 1\n", "      - b > 1\n      - c > 1\n", StringComparison.Ordinal),
            DocumentEdit.Add(Rules, DocumentPath.Of("rules[1].sequence.steps"), DocumentValue.Of("c > 1")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b\n")]
    [InlineData("a: [1\n")]
    public void A_text_that_is_no_mapping_is_left_alone(string text)
    {
        Assert.Null(DocumentEdit.Set(text, DocumentPath.Of("a"), DocumentValue.Of("1")));
        Assert.Null(DocumentEdit.Remove(text, DocumentPath.Of("a")));
    }

    [Fact]
    public void A_comment_an_edit_would_eat_refuses_it()
    {
        const string text = "a: {b: 1, # why\n  c: 2}\n";
        Assert.Null(DocumentEdit.Set(text, DocumentPath.Of("a"), DocumentValue.Of("[]")) is { } made && !made.Contains("# why", StringComparison.Ordinal) ? made : null);
        Assert.Null(DocumentEdit.Remove(text, DocumentPath.Of("a.c")));
        Assert.Equal("a: {b: 1, # why\n  c: 3}\n", DocumentEdit.Set(text, DocumentPath.Of("a.c"), DocumentValue.Of("3")));
    }

    [Theory]
    [InlineData("yes: no")]
    [InlineData("# not a comment")]
    [InlineData("a #b")]
    [InlineData("\"quoted\"")]
    [InlineData("it's")]
    [InlineData("- dash")]
    [InlineData("-5")]
    [InlineData("09:00")]
    [InlineData("[a, b]")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData(" spaces ")]
    [InlineData("한국어, 그리고: 기호")]
    [InlineData("a, b")]
    [InlineData("flag 🚩")]
    [InlineData("\u0001\u2028")]
    [InlineData("---")]
    public void Any_text_comes_back_as_it_was(string value)
    {
        string[] texts = ["a: 1\n", "a: \"1\"\n", "a: '1'\n", "a:\n", "a: |\n  1\n", "x: {a: 1}\n", "x: [1]\n", "x:\n  - 1\n"];
        foreach (var text in texts)
        {
            var path = DocumentPath.Of(text[0] == 'a' ? "a" : text.Contains('{', StringComparison.Ordinal) ? "x.a" : "x[0]");
            var edited = DocumentEdit.Set(text, path, DocumentValue.Of(value));
            Assert.NotNull(edited);
            Assert.Equal(edited, DocumentEdit.Set(edited, path, DocumentValue.Of(value)));
            Assert.Contains(value, Words(DocumentEdit.Read(edited)!));
        }
    }

    internal static IEnumerable<string> Words(DocumentValue value) => value switch
    {
        DocumentValue.Word word => [word.Text],
        DocumentValue.Many many => many.Items.SelectMany(Words),
        DocumentValue.Keyed keyed => keyed.Entries.SelectMany(e => Words(e.Value)),
        _ => [],
    };
}
