using IotLink.Core.Devices;

namespace IotLink.Core.Quality;

/// <summary>One look at all promises of freshness: what to add to the counts, and what is stale now.</summary>
/// <param name="Minute">Minutes since 1970: the same round is counted once, whoever saves it.</param>
public sealed record FreshnessRound(long Minute, QualityTally Tally, IReadOnlyList<StaleData> Stale);

/// <summary>Data that is older than the contract allows.</summary>
/// <param name="Rule">The promise's id in the contract.</param>
/// <param name="Metric">null: the device sends nothing at all.</param>
/// <param name="Last">Event time of the newest; null when there never was any.</param>
public sealed record StaleData(ProductId Product, DeviceId Device, string Rule, string? Metric, DateTimeOffset? Last, TimeSpan Within);
