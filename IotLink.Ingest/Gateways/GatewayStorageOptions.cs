namespace IotLink.Ingest.Gateways;

/// <summary>The part of section <c>Storage</c> the gateways need.</summary>
public sealed class GatewayStorageOptions
{
    public const string Section = "Storage";

    public string Folder { get; set; } = "data";
}
