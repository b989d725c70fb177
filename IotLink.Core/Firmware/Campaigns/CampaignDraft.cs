using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Devices;
using IotLink.Core.Expressions;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>What somebody plans, before it is a campaign.</summary>
public sealed record CampaignDraft(string Name, ProductId Product, string Version)
{
    public CampaignTargets Targets { get; init; } = new();

    public CampaignPlan Plan { get; init; } = new();

    /// <summary>What is wrong with the plan; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 120) yield return "name: 1 to 120 characters.";
        if (Plan.Rings.Count is 0 or > 20 || Plan.Rings.Any(r => r is not (> 0 and <= 1)) || !Plan.Rings.SequenceEqual(Plan.Rings.Order()) || Plan.Rings[^1] < 1)
            yield return "rings: 1 to 20 growing shares above 0, the last is 1.";
        if (Plan.Settled is not (> 0 and <= 1)) yield return "settled: above 0, at most 1.";
        if (Plan.Rate.PerMinute is < 1 or > 1000 || Plan.Rate.Most is < 1 or > 1000 || Plan.Rate.EachStep < 1) yield return "rate: 1 to 1000 devices a minute.";
        if (Plan.Rate.Factor is { } factor && factor is not (>= 1.1 and <= 5)) yield return "rate.factor: 1.1 to 5.";
        if (Plan.Jitter < TimeSpan.Zero || Plan.Jitter > TimeSpan.FromDays(7)) yield return "jitter: up to 7 days.";
        if (Plan.Retries is < 0 or > 10) yield return "retries: 0 to 10.";
        if (Plan.TimeLimit < TimeSpan.FromMinutes(1) || Plan.TimeLimit > TimeSpan.FromDays(7)) yield return "timeLimit: 1 minute to 7 days.";
        if (Plan.Watch < TimeSpan.Zero || Plan.Watch > TimeSpan.FromDays(7)) yield return "watch: up to 7 days.";
        if (Plan.Stop.Failures is not (> 0 and <= 1) || Plan.Stop.Unwell is not (> 0 and <= 1) || Plan.Stop.AtLeast < 1) yield return "stop: shares above 0, at most 1; at least 1 device.";
        var faults = new List<ExpressionFault>();
        if (Plan.Health is { } health && TelemetryCondition.Compile(health, faults) is null) yield return $"health: {string.Join(' ', faults)}";
    }

    internal Campaign Put(Campaign into) => into with { Name = Name.Trim(), Product = Product, Version = Version, Targets = Targets, Plan = Plan };
}
