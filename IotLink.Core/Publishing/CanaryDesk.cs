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

    /// <returns>null when there is no canary for this viewer.</returns>
    public async Task<PlanComparison?> CompareAsync(Viewer viewer, DocumentKey key, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDocuments) || key.Product is not { } product) return null;
        if (await store.FindAsync(key, ct) is not { Canary: { } canary, CanaryScope: { } scope }) return null;
        var now = plans.Current;
        if (now.CanaryOf(product) is not { } tried) return null;
        var messages = new List<StoredMessage>();
        await foreach (var m in RecentMessages.ReadAsync(stream, canary.At, MostPerShard, ct))
        {
            if (registry.Find(m.Message.Device) is { } device && device.Product == product && scope.Contains(key, device)) messages.Add(m);
        }

        return PlanComparison.Of(messages, now.PublishedOf(product), tried, registry);
    }
}
