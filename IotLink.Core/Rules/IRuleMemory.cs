using IotLink.Core.Devices;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Rules;

/// <summary>Reads back what the pipeline saved of the rules with its checkpoint (<see cref="TelemetryBatch.RuleStates"/>).</summary>
public interface IRuleMemory
{
    Task<KeptRules> LoadAsync(int shard, CancellationToken ct);

    /// <summary>When nobody listened to the shard, oldest first: what lies in or reaches into the range.</summary>
    Task<IReadOnlyList<UnheardTime>> UnheardAsync(int shard, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

/// <summary>Reads what rules on shadow run would have said.</summary>
public interface IRuleFirings
{
    /// <summary>Newest first.</summary>
    /// <param name="ruleId">null for all rules of the product.</param>
    Task<IReadOnlyList<RuleFiring>> ListAsync(ProductId product, string? ruleId, DateTimeOffset from, DateTimeOffset to, int take, CancellationToken ct);

    /// <summary>How often each rule would have raised an alarm, most often first.</summary>
    Task<IReadOnlyList<RuleFiringCount>> CountAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

/// <param name="Raised">Alarms it would have raised, on so many <paramref name="Devices"/>.</param>
public sealed record RuleFiringCount(ProductId Product, string RuleId, int RuleVersion, int Raised, int Devices);
