using IotLink.Core.Accounts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Publishing;

/// <summary>
/// How many of the messages that each version of a spec had to read became dead letters. Counted, not estimated: the newest messages of the
/// stream are gone through, so the answer is about as long a time as they reach back, a week at most.
/// </summary>
public sealed class VersionRates(IDeadLetterStore letters, IDeviceRegistry registry, IMessageReader stream, TimeProvider time)
{
    /// <summary>Of each shard the newest so many messages are counted.</summary>
    public const int MostPerShard = 50_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <returns>Of versions that were in force for all devices in that time, oldest first; empty for who may not see it.</returns>
    public async Task<IReadOnlyList<VersionRate>> OfAsync(Viewer viewer, RegisteredDocument spec, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDocuments) || !viewer.May(Permission.ViewDeadLetters)) return [];
        if (spec.Key is not { Kind: DocumentKind.Spec, Product: { } product }) return [];
        var now = time.GetUtcNow();
        var start = await RecentMessages.CompleteSinceAsync(stream, now - Longest, MostPerShard, ct);
        var periods = Periods(spec, start, now).ToList();
        if (periods.Count == 0) return [];
        var messages = new int[periods.Count];
        await foreach (var stored in RecentMessages.ReadAsync(stream, periods[0].Since, MostPerShard, ct))
        {
            if (stored.Message.Refusal is not null || registry.Find(stored.Message.Device) is not { } device || device.Product != product) continue;
            if (spec.Canary is { } canary && canary.At <= stored.IngestedAt && spec.CanaryScope!.Contains(spec.Key, device)) continue;
            var period = periods.FindIndex(p => p.Since <= stored.IngestedAt && stored.IngestedAt < p.Before);
            if (period >= 0) messages[period]++;
        }

        var rates = new List<VersionRate>();
        foreach (var ((version, since, before), count) in periods.Zip(messages))
        {
            var failed = await letters.CountAsync(LetterQuery.All with { Product = product, SpecVersion = version, Since = since, Before = before }, ct);
            rates.Add(new(version, since, before, count, Math.Min(failed, count)));
        }

        return rates;
    }

    /// <summary>When each version was the one for all, within the time asked about. One that was a canary first came to all when the one before it ended.</summary>
    private static IEnumerable<(int Version, DateTimeOffset Since, DateTimeOffset Before)> Periods(RegisteredDocument spec, DateTimeOffset start, DateTimeOffset now)
    {
        DateTimeOffset? ended = null;
        foreach (var version in spec.Versions.Where(v => v.PublishedFrom is not null))
        {
            var since = version.CanaryFrom is null || ended is null ? version.At : ended.Value;
            var before = ended = version.EndedAt ?? now.AddTicks(1);
            if (before > start) yield return (version.Number, since > start ? since : start, before.Value);
        }
    }
}

/// <param name="Messages">How many it had to read in that time.</param>
/// <param name="Failed">Those of them that became dead letters, whatever became of them since.</param>
public sealed record VersionRate(int Version, DateTimeOffset Since, DateTimeOffset Before, int Messages, int Failed)
{
    /// <summary>0 to 1; null when there were no messages.</summary>
    public double? Share => Messages == 0 ? null : (double)Failed / Messages;
}
