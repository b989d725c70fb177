using System.Security.Cryptography;
using IotLink.Core.Adapters.Blobs;
using IotLink.Core.Files;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Adapters;

public sealed class FolderBlobsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Plant.Noon);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FolderBlobs Blobs => new(_folder.Path, _time);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_content_is_found_under_its_SHA_256_and_read_anywhere_in_it()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);

        var blob = (await Blobs.PutAsync(BlobRoom.Firmware, new MemoryStream(bytes), bytes.Length, Ct))!;

        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), (blob.Size, blob.Sha256));
        await using var stream = (await Blobs.OpenAsync(BlobRoom.Firmware, blob.Sha256, Ct))!;
        stream.Seek(250_000, SeekOrigin.Begin);
        var part = new byte[1000];
        await stream.ReadExactlyAsync(part, Ct);
        Assert.Equal(bytes[250_000..251_000], part);
    }

    [Fact]
    public async Task What_is_too_long_or_is_interrupted_leaves_nothing()
    {
        Assert.Null(await Blobs.PutAsync(BlobRoom.Firmware, new MemoryStream(new byte[100]), 99, Ct));
        await Assert.ThrowsAsync<IOException>(() => Blobs.PutAsync(BlobRoom.Firmware, new BrokenStream(200_000), 1_000_000, Ct));

        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_swept_a_day_later_and_what_arrives_now_is_not()
    {
        var arriving = Directory.CreateDirectory(Path.Combine(_folder.Path, "arriving")).FullName;
        var (old, young) = (Path.Combine(arriving, "old"), Path.Combine(arriving, "young"));
        await File.WriteAllTextAsync(old, "x", Ct);
        await File.WriteAllTextAsync(young, "x", Ct);
        File.SetLastWriteTimeUtc(old, Plant.Noon.AddHours(-25).UtcDateTime);
        File.SetLastWriteTimeUtc(young, Plant.Noon.AddHours(-1).UtcDateTime);

        await Blobs.PutAsync(BlobRoom.Firmware, new MemoryStream([1]), 1, Ct);

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD")]
    public async Task A_name_that_is_no_hash_leads_nowhere(string name)
    {
        Assert.Null(await Blobs.OpenAsync(BlobRoom.Firmware, name, Ct));
        Assert.False(await Blobs.DeleteAsync(BlobRoom.Firmware, name, Ct));
    }

    [Fact]
    public async Task The_same_content_twice_is_one_file_and_gone_when_deleted()
    {
        var first = await Blobs.PutAsync(BlobRoom.Firmware, new MemoryStream([1, 2, 3]), 3, Ct);
        Assert.Equal(first, await Blobs.PutAsync(BlobRoom.Firmware, new MemoryStream([1, 2, 3]), 3, Ct));

        Assert.Single(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
        Assert.True(await Blobs.DeleteAsync(BlobRoom.Firmware, first!.Sha256, Ct));
        Assert.Null(await Blobs.OpenAsync(BlobRoom.Firmware, first.Sha256, Ct));
    }

    /// <summary>Gives some bytes, then the connection breaks.</summary>
    private sealed class BrokenStream(int good) : MemoryStream
    {
        private int _left = good;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left <= 0) throw new IOException("Connection reset.");
            var part = Math.Min(_left, buffer.Length);
            _left -= part;
            return ValueTask.FromResult(part);
        }
    }
}
