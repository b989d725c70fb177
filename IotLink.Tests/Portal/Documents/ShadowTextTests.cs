using IotLink.Core.Documents;
using IotLink.Portal.Features.Backtests;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Documents;

public sealed class ShadowTextTests
{
    private const string One = "ruleId: r\nproductId: prod-a\ncondition: tempC > 80 # hot\nseverity: low\n";
    private static readonly DocumentKey Key = new(DocumentKind.Rule, Sample.Product("prod-a"), "r");

    [Fact]
    public void One_line_sends_a_rule_on_shadow_run_and_back()
    {
        var shadow = ShadowText.On(Key, One);
        Assert.Equal(One + "shadow: true\n", shadow);
        Assert.Equal(["r"], ShadowText.RulesOf(Key, shadow!));
        Assert.Equal(One, ShadowText.Off(Key, shadow!));
    }

    [Fact]
    public void What_is_so_already_or_has_faults_is_not_offered()
    {
        Assert.Null(ShadowText.On(Key, One + "shadow: true\n"));
        Assert.Null(ShadowText.Off(Key, One));
        Assert.Null(ShadowText.On(Key, "ruleId: r"));
        Assert.Null(ShadowText.On(Key, "{ruleId: r, productId: prod-a, condition: tempC > 80, severity: low}"));
        Assert.Empty(ShadowText.RulesOf(Key, "ruleId: ["));
    }
}
