using IotLink.Core.Devices;

namespace IotLink.Core.Quality;

/// <summary>What readings are counted by.</summary>
/// <param name="Hour">Of arrival; hours since 1970, UTC. Days are put together in the zone of whoever asks.</param>
/// <param name="Firmware">As the registry knew it when the reading was taken; empty when it knew none.</param>
public readonly record struct QualityKey(long Hour, ProductId Product, string Firmware)
{
    public static long HourOf(DateTimeOffset at) => Math.DivRem(at.ToUnixTimeMilliseconds(), 3_600_000).Quotient;

    public static DateTimeOffset TimeOf(long hour) => DateTimeOffset.UnixEpoch.AddHours(hour);
}

/// <summary>What broken promises are counted by.</summary>
/// <param name="Rule">The rule's id in the contract.</param>
/// <param name="Code">Its reason code.</param>
public readonly record struct BreachKey(QualityKey Of, DeviceId Device, string Rule, string Code);

/// <summary>How often a promise was broken, by what it led to.</summary>
public record struct BreachCounts(long Rejected, long Dropped, long Marked)
{
    public readonly long Total => Rejected + Dropped + Marked;

    public static BreachCounts operator +(BreachCounts a, BreachCounts b) =>
        new(a.Rejected + b.Rejected, a.Dropped + b.Dropped, a.Marked + b.Marked);
}
