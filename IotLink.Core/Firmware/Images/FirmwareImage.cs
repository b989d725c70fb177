using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Firmware.Images;

/// <summary>A firmware file of a product: what is known of it beside its bytes, which the blob store has under <see cref="Sha256"/>.</summary>
/// <param name="Version">As devices report it, such as <c>1.4.2</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of the bytes, 64 hex digits in lower case.</param>
public sealed record FirmwareImage(ProductId Product, string Version, long Size, string Sha256)
{
    /// <summary>Over the bytes, by the key called <see cref="KeyId"/>; null until somebody brought it.</summary>
    public ReadOnlyMemory<byte>? Signature { get; init; }

    public string? KeyId { get; init; }

    /// <summary>Hardware it runs on; empty: all of the product's.</summary>
    public IReadOnlyList<string> Hardware { get; init; } = [];

    /// <summary>Versions it can follow; empty: any.</summary>
    public IReadOnlyList<string> Follows { get; init; } = [];

    public ImageState State { get; init; } = ImageState.Uploaded;

    /// <summary>As it was called where it came from; shown, never used as a path.</summary>
    public string FileName { get; init; } = "";

    public Mark? Uploaded { get; init; }

    public Mark? Verified { get; init; }

    public Mark? Released { get; init; }

    public Mark? Revoked { get; init; }

    public string NotesKo { get; init; } = "";

    public string NotesEn { get; init; } = "";

    /// <summary>Whether a device that reports this may get it.</summary>
    public bool Suits(string? hardware, string? version) =>
        (Hardware.Count == 0 || (hardware is not null && Hardware.Contains(hardware)))
        && (Follows.Count == 0 || (version is not null && Follows.Contains(version)));
}

/// <summary>Who did something, when and why.</summary>
public sealed record Mark(Person By, DateTimeOffset At, string Why = "");

public enum ImageState
{
    /// <summary>The bytes are here; nothing may be done with them.</summary>
    Uploaded,

    /// <summary>The signature was verified against a trusted key.</summary>
    Verified,

    /// <summary>A second person let it go out.</summary>
    Released,

    /// <summary>Goes to no device any more; the way back to it is closed too.</summary>
    Revoked,
}
