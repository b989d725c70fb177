using IotLink.Core.Devices;

namespace IotLink.Core.Quality;

/// <summary>
/// The counts behind the quality scores. Those of readings come in with their batch (<c>IHotStore.SaveAsync</c>), in the transaction of
/// the checkpoint; counts are kept for 400 days, which device broke which rule for 40.
/// </summary>
public interface IQualityStore
{
    /// <summary>Sequence through which a shard's readings are counted: what is processed again up to there must not be counted again.</summary>
    Task<long> CountedThroughAsync(int shard, CancellationToken ct);

    /// <returns>false: this round, or a later one, was counted already, and nothing changed.</returns>
    Task<bool> SaveAsync(FreshnessRound round, CancellationToken ct);

    /// <summary>Counts of hours from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    Task<IReadOnlyList<KeyValuePair<QualityKey, QualityCounts>>> CountsAsync(long from, long to, ProductId? product, CancellationToken ct);

    /// <summary>Broken promises of a product in such hours, all hours together, most first.</summary>
    /// <param name="firmware">null: all.</param>
    Task<IReadOnlyList<RuleBreaches>> RulesAsync(long from, long to, ProductId product, string? firmware, CancellationToken ct);

    /// <summary>The devices that broke promises, most first.</summary>
    /// <param name="rule">null: any.</param>
    Task<IReadOnlyList<DeviceBreaches>> DevicesAsync(
        long from, long to, ProductId product, string? firmware, string? rule, int take, CancellationToken ct);

    /// <summary>What the last round found stale, longest first.</summary>
    Task<IReadOnlyList<StaleData>> StaleAsync(ProductId? product, int take, CancellationToken ct);
}

/// <summary>How often a rule was broken, and by how many devices.</summary>
public sealed record RuleBreaches(string Rule, string Code, BreachCounts Counts, int Devices);

/// <summary>How often a device broke rules.</summary>
public sealed record DeviceBreaches(DeviceId Device, BreachCounts Counts);
