using System.Globalization;
using IotLink.Core.Documents;
using IotLink.Portal.Features.Documents;

namespace IotLink.Tests.Portal.Documents;

public sealed class EditorLanguageTests
{
    [Theory]
    [InlineData(DocumentKind.Spec, "pro|", "product")]
    [InlineData(DocumentKind.Spec, "meta: {endian: |", "be")]
    [InlineData(DocumentKind.Spec, "seq:\n  - {id: a, sc|", "scale")]
    [InlineData(DocumentKind.Spec, "seq:\n  - {id: a, type: u|", "u2")]
    [InlineData(DocumentKind.Spec, "seq:\n  - type: |\ntypes:\n  pair:\n    seq: []", "pair")]
    [InlineData(DocumentKind.Spec, "types:\n  pair:\n    seq:\n      - {hid|", "hidden")]
    [InlineData(DocumentKind.Spec, "seq:\n  - type:\n      swi|", "switch-on")]
    [InlineData(DocumentKind.Spec, "seq:\n  - type:\n      switch-on: a\n      cases:\n        1: {un|", "unit")]
    [InlineData(DocumentKind.Spec, "tests:\n  - {hex: 00, ref|", "refuse")]
    [InlineData(DocumentKind.Rule, "severity: |", "critical")]
    [InlineData(DocumentKind.Formula, "level: |", "device-day")]
    [InlineData(DocumentKind.Contract, "schema:\n  - properties:\n      - {name: a, req|", "required")]
    public void What_fits_is_offered(DocumentKind kind, string text, string expected)
    {
        var (line, column) = Cursor(text);
        Assert.Contains(expected, EditorLanguage.Of(kind).Complete(text.Replace("|", "", StringComparison.Ordinal), line, column).Items.Select(i => i.Label));
    }

    [Fact]
    public void What_does_not_fit_is_not_offered()
    {
        const string Text = "meta: {sc|";
        var items = EditorLanguage.Of(DocumentKind.Spec).Complete(Text[..^1], 1, Text.Length).Items;
        Assert.DoesNotContain("scale", items.Select(i => i.Label));
        Assert.Contains("endian", items.Select(i => i.Label));
    }

    [Fact]
    public void A_key_and_a_type_are_explained_where_they_stand()
    {
        const string Text = "seq:\n  - {id: a, type: u2}\n";
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var language = EditorLanguage.Of(DocumentKind.Spec);
        Assert.Contains("built-in type", language.Explain(Text, 2, 13), StringComparison.Ordinal);
        Assert.Contains("2 bytes", language.Explain(Text, 2, 19), StringComparison.Ordinal);
        Assert.Null(language.Explain(Text, 2, 10));
    }

    private static (int Line, int Column) Cursor(string text)
    {
        var lines = text.Split('\n');
        var line = Array.FindIndex(lines, l => l.Contains('|', StringComparison.Ordinal));
        return (line + 1, lines[line].IndexOf('|', StringComparison.Ordinal) + 1);
    }
}
