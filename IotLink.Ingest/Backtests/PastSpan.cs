using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.History;

namespace IotLink.Ingest.Backtests;

/// <summary>A part of a product's past, and where its readings are to be had.</summary>
/// <param name="Archive">The part whose readings the hot store no longer has: decoded again from the messages. null: it has all.</param>
/// <param name="Hot">The part that is still there as readings.</param>
/// <param name="Senders">Whose messages are decoded.</param>
/// <param name="Devices">The devices as they are today.</param>
/// <param name="Unheard">When nobody listened meanwhile, oldest first.</param>
/// <param name="KeptFrom">Set when the beginning is no longer kept at all.</param>
public sealed record PastSpan(
    DateTimeOffset From,
    DateTimeOffset To,
    ArchiveRange? Archive,
    HistorySpan Hot,
    IReadOnlySet<DeviceId> Senders,
    IReadOnlyDictionary<DeviceId, Device> Devices,
    ReplayPlans Plans,
    IReadOnlyList<UnheardTime> Unheard,
    DateTimeOffset? KeptFrom)
{
    /// <summary>Positions of the stream to go through.</summary>
    public long Messages => Math.Max(0, Archive?.Count ?? 0) + Math.Max(0, Hot.Last - Hot.First + 1);
}
