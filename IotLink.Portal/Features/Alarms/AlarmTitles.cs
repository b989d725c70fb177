using System.Collections.Frozen;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Alarms;

/// <summary>What an alarm is called in the reader's language. Rules carry a title in each; what a device reports has the one it was given.</summary>
public sealed class AlarmTitles(IEnumerable<CompiledRuleset> rulesets)
{
    private readonly FrozenDictionary<(ProductId Product, string Code), CompiledRule> _rules =
        rulesets.SelectMany(set => set.Rules.Select(rule => (set.Product, rule))).ToFrozenDictionary(r => (r.Product, r.rule.RuleId), r => r.rule);

    public string Of(Alarm alarm) =>
        _rules.GetValueOrDefault((alarm.Product, alarm.Code))?.Titles.GetValueOrDefault(Languages.Current) ?? alarm.Title;

    internal static AlarmTitles FromCatalogue() => new(
        from product in CatalogDocuments.Products
        let documents = CatalogDocuments.Of(product, "rules")
        where documents.Count > 0
        let rules = CompiledRuleset.Compile(documents, new MetricSchema(product), version: 1, [])
        where rules is not null
        select rules);
}
