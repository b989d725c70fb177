using IotLink.Core.Accounts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Core.Publishing;

/// <summary>
/// How a canary does: what its devices sent since it began, read once more by the published plan and once by the canary's. Numbers only, no
/// payloads.
/// </summary>
public sealed class CanaryDesk(IDocumentStore store, IPlanSource plans, IDeviceRegistry registry, IMessageReader stream)
{
    /// <summary>Of each shard the newest so many messages are looked through.</summary>
    public const int MostPerShard = 50_000;

    private const int AtOnce = 4096;

    /// <returns>null when there is no canary for this viewer.</returns>
    public async Task<PlanComparison?> CompareAsync(Viewer viewer, DocumentKey key, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDocuments) || key.Product is not { } product) return null;
        if (await store.FindAsync(key, ct) is not { Canary: { } canary, CanaryScope: { } scope }) return null;
        var now = plans.Current;
        if (now.CanaryOf(product) is not { } tried) return null;
        var messages = new List<StoredMessage>();
        foreach (var shard in stream.Shards)
        {
            var (first, last) = stream.Range(shard);
            for (var after = Math.Max(first - 1, last - MostPerShard); after < last;)
            {
                var read = await stream.ReadAsync(shard, after, (int)Math.Min(AtOnce, last - after), ct);
                messages.AddRange(read.Where(m => m.IngestedAt >= canary.At && registry.Find(m.Message.Device) is { } d && d.Product == product && scope.Contains(key, d)));
                after = read[^1].Position.Sequence;
            }
        }

        return PlanComparison.Of(messages, now.PublishedOf(product), tried, registry);
    }
}
