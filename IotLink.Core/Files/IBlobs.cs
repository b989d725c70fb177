namespace IotLink.Core.Files;

/// <summary>Large contents, kept under the SHA-256 of their bytes: the same content twice is one file, and none can change.</summary>
public interface IBlobs
{
    /// <summary>Keeps a content whole or not at all; who is interrupted leaves nothing that anybody could open.</summary>
    /// <param name="most">Bytes.</param>
    /// <returns>null when there is more than <paramref name="most"/>: nothing was kept.</returns>
    Task<Blob?> PutAsync(BlobRoom room, Stream content, long most, CancellationToken ct);

    /// <summary>Opens a content for reading anywhere in it: the stream seeks, and only what is read is fetched.</summary>
    /// <returns>null when it is not there.</returns>
    Task<Stream?> OpenAsync(BlobRoom room, string sha256, CancellationToken ct);

    /// <returns>false when it was not there.</returns>
    Task<bool> DeleteAsync(BlobRoom room, string sha256, CancellationToken ct);
}

/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of the bytes, 64 hex digits in lower case.</param>
public sealed record Blob(long Size, string Sha256);

/// <summary>What the contents are for; each room has its own.</summary>
public enum BlobRoom { Firmware }
