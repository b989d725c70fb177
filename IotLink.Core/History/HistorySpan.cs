using IotLink.Core.Devices;

namespace IotLink.Core.History;

/// <summary>A part of the past: some devices' messages between two positions of one shard, both included.</summary>
public sealed record HistorySpan(int Shard, long First, long Last, IReadOnlySet<DeviceId> Devices);
