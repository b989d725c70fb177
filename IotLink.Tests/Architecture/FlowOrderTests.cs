namespace IotLink.Tests.Architecture;

public sealed class FlowOrderTests
{
    [Fact]
    public void A_folder_of_Core_uses_only_those_before_it() =>
        Code.MustHold(Code.Core, types => FlowOrder.Violations(types, t => FlowOrder.FolderOf(t.Namespace)));

    [Fact]
    public void Every_type_of_Core_stands_in_a_folder_of_the_flow() => Code.MustHold(Code.Core, FlowOrder.Homeless);

    [Fact]
    public void A_device_that_knows_rules_is_caught()
    {
        var finding = Assert.Single(FlowOrder.Violations(Code.Violator(typeof(DeviceThatKnowsRules)), _ => "Devices").Distinct());
        Assert.Contains("DeviceThatKnowsRules.Worst uses IotLink.Core.Rules.Severity", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_outside_the_folders_is_caught() => Assert.Single(FlowOrder.Homeless(Code.Violator(typeof(DeviceThatKnowsRules))));
}
