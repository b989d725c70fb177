using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Publishing;
using IotLink.Portal.Features.Documents;

namespace IotLink.Tests.Portal.Documents;

public sealed class FaultFixTests
{
    [Theory]
    [InlineData("meta: {id: p, endain: be}\nproduct: p\nseq: [{id: a, type: u1}]\n", "Replace", "endain", "endian")]
    [InlineData("meta: {id: p}\nproduct: p\nseq:\n  - id: a\n    tpye: u1\n", "Replace", "tpye", "type")]
    public void A_slip_of_the_finger_is_put_right(string text, string name, string wrong, string right)
    {
        var fix = Assert.Single(Fixes(DocumentKind.Spec, text));
        Assert.Equal((name, right, text.Replace(wrong, right, StringComparison.Ordinal)), (fix.Name, fix.Key, fix.Text));
        Assert.DoesNotContain(Faults(DocumentKind.Spec, fix.Text), f => f.Code == "key.unknown");
    }

    [Theory]
    [InlineData("{productId: p, condition: metrics.t > 1, severity: high}\n")]
    [InlineData("productId: p\ncondition: metrics.t > 1\nseverity: high\n")]
    public void A_missing_key_is_added_with_an_example(string text)
    {
        var fix = Fixes(DocumentKind.Rule, text).First(f => f.Key == "ruleId");
        Assert.Equal("Insert", fix.Name);
        Assert.DoesNotContain(Faults(DocumentKind.Rule, fix.Text), f => f.Suggested == "ruleId" || f.Code == "yaml.syntax");
        Assert.Contains("condition: metrics.t > 1", fix.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("meta: {id: p, colour: red}\nproduct: p\nseq: [{id: a, type: u1}]\n")]
    [InlineData("meta: {id: p, endian: be, endain: be}\nproduct: p\nseq: [{id: a, type: u1}]\n")]
    public void What_cannot_be_known_for_sure_is_left_to_a_person(string text) => Assert.Empty(Fixes(DocumentKind.Spec, text));

    private static List<FaultFix> Fixes(DocumentKind kind, string text) =>
        [.. Faults(kind, text).Select(f => FaultFix.Of(f, text, EditorLanguage.Of(kind))).OfType<FaultFix>()];

    private static IReadOnlyList<DocumentFault> Faults(DocumentKind kind, string text)
    {
        var product = ProductId.Parse("p", null);
        return DocumentChecks.Run(kind == DocumentKind.Spec ? DocumentKey.SpecOf(product) : DocumentKey.RuleOf(product, "r"), text, []).Faults;
    }
}
