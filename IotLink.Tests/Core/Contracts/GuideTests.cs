using IotLink.Core.Contracts;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Contracts;

public sealed class GuideTests
{
    [Fact]
    public void The_guides_example_has_every_kind_of_rule_and_no_fault()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "data-contracts.md"));
        var example = guide.Split("```yaml\n")[1].Split("```")[0];
        var faults = new List<DocumentFault>();
        var contract = ContractDocument.Read(example, faults);

        Assert.Empty(faults);
        string[] codes =
        [
            Reason.ContractCrossField, Reason.ContractEnum, Reason.ContractPattern, Reason.ContractRange, Reason.ContractRate,
            Reason.ContractRequired, Reason.ContractType,
        ];
        Assert.Equal(codes, contract!.Rules.Select(r => r.Code).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            [new("silence", null, TimeSpan.FromMinutes(5)), new FreshnessPromise("supply-fresh", "supplyC", TimeSpan.FromMinutes(15))], contract.Freshness);
        Assert.Equal(("supplyC.range", Strictness.Drop), contract.Rules.Where(r => r.Code == Reason.ContractRange).Select(r => (r.Id, r.Strictness)).First());
    }
}
