using System.IO.Hashing;
using System.Text;
using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.History;

/// <summary>Finds out what a replay is about. What comes in from now on stays outside: the range ends where the store is now.</summary>
public sealed class ReplayScoper(IRawArchive archive, IReadingHistory history, IHotStore hot, IDeviceStore devices, ReplayDocuments documents)
{
    private const int Shard = 0;

    /// <param name="previewed">The basis of the preview, when it is about to be applied: the range ends where it ended then.</param>
    /// <exception cref="ReplayRefusedException">There is nothing to decode, or the documents are not well.</exception>
    public async Task<ReplayScope> FindAsync(ReplayRequest request, ReplayBasis? previewed, CancellationToken ct)
    {
        var plans = await documents.CompileAsync(request, ct);
        var range = archive.Locate(Shard, request.From, request.To);
        var last = Math.Min(range.Last, previewed?.Last ?? await hot.CheckpointAsync(Shard, ct));
        if (last < range.First) throw new ReplayRefusedException("history.empty", "No message of this time is in the archive.");
        var all = (await devices.LoadAsync(ct)).Devices;
        var own = all.Where(d => d.Product == request.Product).ToList();
        var span = new HistorySpan(Shard, range.First, last, own.Where(d => IsSampled(d.Id, request.SamplePercent)).Select(d => d.Id).ToHashSet());
        if (span.Devices.Count == 0) throw new ReplayRefusedException("history.empty", "No device of this product is registered, or none is in the sample.");
        var senders = WithHubs(own.Where(d => span.Devices.Contains(d.Id)), all.ToDictionary(d => d.Id));
        var generations = (await history.GenerationsAsync(ct)).Where(g => g.Shard == Shard && g.First <= last && g.Last >= range.First);
        var basis = new ReplayBasis(
            Shard, range.First, last, range.KeptFrom, plans.Hash,
            ReplayBasis.HashOf(senders), ReplayBasis.HashOf(generations.Select(g => g.Job)));
        return new(basis, span, senders.Select(d => d.Id).ToHashSet(), plans);
    }

    /// <summary>A device is in the sample or not, whoever asks: the same share always means the same devices.</summary>
    private static bool IsSampled(DeviceId device, int percent) =>
        percent == 100 || XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(device.Value)) % 100 < (ulong)percent;

    /// <summary>The devices, and the hubs that may speak for them.</summary>
    internal static List<Device> WithHubs(IEnumerable<Device> devices, Dictionary<DeviceId, Device> all)
    {
        var senders = new Dictionary<DeviceId, Device>();
        foreach (var device in devices)
        {
            for (var at = device; at is not null && senders.TryAdd(at.Id, at);) at = at.Hub is { } hub ? all.GetValueOrDefault(hub) : null;
        }

        return [.. senders.Values];
    }
}
