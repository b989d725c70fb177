using System.Collections.Concurrent;
using IotLink.Core.Devices;

namespace IotLink.Ingest.Gateways.Repeats;

/// <summary>
/// The messages in doubt of connections that are over, by device: at most <see cref="SentTrail.Remembered"/> of each, for at most
/// <see cref="Horizon"/>. One for each gateway. Any thread.
/// </summary>
internal sealed class DoubtLedger(TimeProvider clock)
{
    /// <summary>Longer than any client waits before it sends again.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<DeviceId, Page> _pages = new();

    /// <summary>Behind what is in doubt already.</summary>
    public void Add(DeviceId device, IReadOnlyList<DoubtfulMessage> messages)
    {
        if (messages.Count == 0) return;
        var now = clock.GetTimestamp();
        _pages.AddOrUpdate(
            device,
            _ => new(messages, now),
            (_, page) => new([.. page.Messages.Concat(messages).TakeLast(SentTrail.Remembered)], now));
    }

    /// <summary>Takes everything out, oldest first.</summary>
    public IReadOnlyList<DoubtfulMessage> Take(DeviceId device) =>
        _pages.TryRemove(device, out var page) && IsYoung(page) ? page.Messages : [];

    /// <summary>Takes out the oldest one that is this message, so that it is found once only.</summary>
    public DoubtfulMessage? Take(DeviceId device, ulong fingerprint, ushort packetId)
    {
        while (_pages.TryGetValue(device, out var page))
        {
            var found = IsYoung(page) ? page.Messages.FirstOrDefault(m => m.Fingerprint == fingerprint && (m.PacketId == packetId || m.PacketId == 0)) : null;
            if (found is null) return null;
            if (_pages.TryUpdate(device, page with { Messages = [.. page.Messages.Where(m => !ReferenceEquals(m, found))] }, page)) return found;
        }

        return null;
    }

    private bool IsYoung(Page page) => clock.GetElapsedTime(page.Since) <= Horizon;

    private sealed record Page(IReadOnlyList<DoubtfulMessage> Messages, long Since);
}
