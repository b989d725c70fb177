using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Firmware.Images;

/// <summary>What somebody says of a firmware file before its bytes come.</summary>
/// <param name="Version">As devices report it: 1 to 40 letters, digits, <c>.</c>, <c>_</c>, <c>+</c> or <c>-</c>.</param>
public sealed record ImageUpload(ProductId Product, string Version, string FileName)
{
    public IReadOnlyList<string> Hardware { get; init; } = [];

    public IReadOnlyList<string> Follows { get; init; } = [];

    public string NotesKo { get; init; } = "";

    public string NotesEn { get; init; } = "";
}

/// <param name="Image">null exactly when there is a refusal.</param>
public sealed record ImageAnswer(FirmwareImage? Image, Refusal? Refusal);

/// <summary>An image in the list.</summary>
/// <param name="Devices">So many devices of the product report this version.</param>
public sealed record ImageRow(FirmwareImage Image, int Devices);
