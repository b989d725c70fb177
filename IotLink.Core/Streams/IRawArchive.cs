using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Streams;

/// <summary>
/// The messages as they arrived, for as long as they are kept: read in bulk, in order, every checksum looked at. Where a segment holds
/// nothing of a question it is not read.
/// </summary>
public interface IRawArchive
{
    /// <summary>Which sequences a time range of arrival means, and whether its beginning is still kept. <paramref name="to"/> is exclusive.</summary>
    ArchiveRange Locate(int shard, DateTimeOffset from, DateTimeOffset to);

    /// <summary>
    /// The messages of a range, a run at a time. A run, and what its messages point to, is gone with the next one: copy what must live on.
    /// Reads files where it stands: for a thread of its own. Memory stays within a few megabytes, or one frame.
    /// </summary>
    /// <exception cref="IOException">The archive is damaged; the message says which file and byte.</exception>
    IEnumerable<IReadOnlyList<StoredMessage>> Read(ArchiveQuery query, CancellationToken ct);
}

/// <summary>A part of the archive.</summary>
/// <param name="First">First sequence wanted.</param>
/// <param name="Last">Last sequence wanted; what is not durable yet is left out.</param>
/// <param name="Devices">Senders wanted; null for all.</param>
public sealed record ArchiveQuery(int Shard, long First, long Last, IReadOnlySet<DeviceId>? Devices = null);

/// <summary>Where a time range lies in the archive.</summary>
/// <param name="First">First sequence that arrived within it.</param>
/// <param name="Last">Last sequence that arrived within it; one less than the first when there is none.</param>
/// <param name="KeptFrom">Set when the beginning of the range is no longer kept: what there is begins here.</param>
public sealed record ArchiveRange(int Shard, long First, long Last, DateTimeOffset? KeptFrom)
{
    public long Count => Last - First + 1;
}
