namespace IotLink.Core.Adapters.Relational;

internal sealed class CredentialEntity
{
    public required string DeviceId { get; set; }

    public required byte[] Sha256 { get; set; }

    public DateTimeOffset SetAt { get; set; }
}
