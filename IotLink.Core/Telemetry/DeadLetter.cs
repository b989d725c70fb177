using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Telemetry;

/// <summary>A message that could not become telemetry, with the reason and the bytes. Keyed by its stream position.</summary>
/// <param name="Device">null when it could not be attributed.</param>
/// <param name="SpecVersion">The version that refused it; 0 when no spec was reached.</param>
/// <param name="Payload">The bytes as they arrived, at most the first 64 KiB; all of it is in the stream at <paramref name="Position"/>.</param>
public sealed record DeadLetter(
    StreamPosition Position,
    DateTimeOffset IngestedAt,
    DeviceId? Device,
    ProductId? Product,
    Channel Channel,
    Refusal Refusal,
    int SpecVersion,
    ReadOnlyMemory<byte> Payload);

/// <summary>Reads dead letters. They are written with the batch they belong to, see <see cref="IHotStore.SaveAsync"/>.</summary>
public interface IDeadLetterStore
{
    /// <summary>Newest first. <paramref name="code"/> and <paramref name="product"/> narrow it; null takes all.</summary>
    Task<Page<DeadLetter>> ListAsync(string? code, ProductId? product, int skip, int take, CancellationToken ct);

    /// <summary>How many there are by reason code and product, most first.</summary>
    Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(CancellationToken ct);
}

public sealed record DeadLetterGroup(string Code, ProductId? Product, int Count, DateTimeOffset First, DateTimeOffset Last);
