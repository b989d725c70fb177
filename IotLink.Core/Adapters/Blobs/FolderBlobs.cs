using System.Buffers;
using System.Security.Cryptography;
using IotLink.Core.Files;

namespace IotLink.Core.Adapters.Blobs;

/// <summary>
/// Contents as files, in folders by room and first two digits. A name is made of hex digits alone, so none leads anywhere else. What arrives
/// is written beside, flushed, and renamed when it is whole.
/// </summary>
internal sealed class FolderBlobs(string folder, TimeProvider time) : IBlobs
{
    private const int Chunk = 128 * 1024;
    private const int HashDigits = 64;

    /// <summary>Nothing takes that long to arrive: what is older was left by a process that was killed.</summary>
    private static readonly TimeSpan LongestArrival = TimeSpan.FromDays(1);

    private string Arriving => Path.Combine(folder, "arriving");

    public async Task<Blob?> PutAsync(BlobRoom room, Stream content, long most, CancellationToken ct)
    {
        Sweep();
        var draft = Path.Combine(Arriving, Path.GetRandomFileName());
        try
        {
            if (await WriteAsync(draft, content, most, ct) is not { } blob) return null;
            var name = PathOf(room, blob.Sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            File.Move(draft, name, overwrite: true); // the same bytes: who reads the old file reads on
            return blob;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public Task<Stream?> OpenAsync(BlobRoom room, string sha256, CancellationToken ct)
    {
        if (!IsHash(sha256)) return Task.FromResult<Stream?>(null);
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(room, sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Chunk, useAsync: true));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> DeleteAsync(BlobRoom room, string sha256, CancellationToken ct)
    {
        if (!IsHash(sha256) || !File.Exists(PathOf(room, sha256))) return Task.FromResult(false);
        File.Delete(PathOf(room, sha256));
        return Task.FromResult(true);
    }

    private void Sweep()
    {
        Directory.CreateDirectory(Arriving);
        var before = (time.GetUtcNow() - LongestArrival).UtcDateTime;
        foreach (var file in Directory.EnumerateFiles(Arriving).Where(f => File.GetLastWriteTimeUtc(f) < before)) File.Delete(file);
    }

    private static async Task<Blob?> WriteAsync(string draft, Stream content, long most, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, Chunk, useAsync: true);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            long size = 0;
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
            {
                if ((size += read) > most) return null;
                hash.AppendData(buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            await file.FlushAsync(ct);
            file.Flush(flushToDisk: true);
            return new(size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsHash(string text) => text.Length == HashDigits && text.All(char.IsAsciiHexDigitLower);

    private string PathOf(BlobRoom room, string sha256) =>
        Path.Combine(folder, room == BlobRoom.Firmware ? "firmware" : throw new ArgumentOutOfRangeException(nameof(room)), sha256[..2], sha256);
}
