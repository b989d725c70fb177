using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Telemetry;

/// <summary>A message that could not become telemetry, with the reason and the bytes. Keyed by its stream position.</summary>
/// <param name="Device">null when it could not be attributed.</param>
/// <param name="Refusal">Why, the last time it was tried.</param>
/// <param name="SpecVersion">The version that refused it last; 0 when no spec was reached.</param>
/// <param name="Payload">The bytes as they arrived, at most the first 64 KiB; all of it is in the stream at <paramref name="Position"/>.</param>
public sealed record DeadLetter(
    StreamPosition Position,
    DateTimeOffset IngestedAt,
    DeviceId? Device,
    ProductId? Product,
    Channel Channel,
    Refusal Refusal,
    int SpecVersion,
    ReadOnlyMemory<byte> Payload)
{
    public PayloadFormat Format { get; init; }

    /// <summary>LoRaWAN port; 0 when there is none.</summary>
    public byte FPort { get; init; }

    /// <summary>The bytes are a whole TCP frame, framing included.</summary>
    public bool IsFramed { get; init; }

    /// <summary>
    /// Devices, separated by blanks, whose readings of this very message are stored: a hub's message is refused only for those it may not
    /// speak for. null when nothing of it is stored.
    /// </summary>
    public string? StoredFor { get; init; }

    /// <summary>What was in force when it was refused last: names every document's version; 0 when that is not known.</summary>
    public long Edition { get; init; }

    public LetterState State { get; init; }

    /// <summary>How often reprocessing it has failed.</summary>
    public int Attempts { get; init; }

    /// <summary>A group's reprocessing passes it over until then, as long as nothing new is published; null when it may be taken at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who changed its state last, and why; null as long as nobody did.</summary>
    public string? ChangedBy { get; init; }

    public string? Note { get; init; }

    public LetterSignature Signature => new(Refusal.Code, Product, SpecVersion);
}

/// <summary>Only the first two are still to be dealt with; the others are kept for a while, to be looked up.</summary>
public enum LetterState : byte
{
    Open,
    /// <summary>Failed too often: nothing takes it until a person lets it go again.</summary>
    Parked,
    /// <summary>It became telemetry.</summary>
    Reprocessed,
    Discarded,
}

/// <summary>What letters of one group share: the same fault, seen by the same version of the same product's spec.</summary>
/// <param name="Product">null for letters whose product is not known.</param>
public readonly record struct LetterSignature(string Code, ProductId? Product, int SpecVersion);

/// <param name="Count">Letters still to be dealt with, parked ones included.</param>
/// <param name="Devices">How many devices they came from.</param>
public sealed record DeadLetterGroup(
    LetterSignature Signature, int Count, int Parked, int Devices, DateTimeOffset First, DateTimeOffset Last)
{
    public string Code => Signature.Code;

    public ProductId? Product => Signature.Product;
}
