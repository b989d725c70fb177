using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.EmbeddedLog;

/// <summary>R4: whatever a crash does to the last frame, the frames before it come back; damage elsewhere is refused loudly.</summary>
public sealed class TornLogTests : IDisposable
{
    private static readonly string[] Kept = ["one", "two", "three", "four"];

    private readonly LogFolder _folder = new() { Options = new() { SegmentBytes = 4_096 } };
    private long _middleFrame, _middleEnd, _lastFrame, _end;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_log_cut_at_any_byte_of_its_last_frame_keeps_all_before_it()
    {
        await WriteAsync();
        for (var cut = _lastFrame; cut < _end; cut++)
        {
            using var hurt = _folder.Copy();
            using (var file = File.OpenWrite(hurt.Segments[0])) file.SetLength(cut);
            await MustKeepAllButTheLastAsync(hurt);
        }
    }

    [Fact]
    public async Task A_log_with_any_byte_of_its_last_frame_flipped_keeps_all_before_it()
    {
        await WriteAsync();
        for (var at = _lastFrame; at < _end; at++)
        {
            using var hurt = _folder.Copy();
            Flip(hurt.Segments[0], at, (byte)(1 << (int)(at % 8)));
            await MustKeepAllButTheLastAsync(hurt);
        }
    }

    [Fact]
    public async Task A_last_frame_whose_pages_never_came_is_cut_off()
    {
        await WriteAsync();
        Overwrite(_folder.Segments[0], _lastFrame, new byte[30]);
        await MustKeepAllButTheLastAsync(_folder);
    }

    [Fact]
    public async Task A_log_with_any_byte_of_a_middle_frame_flipped_does_not_open_and_says_where()
    {
        await WriteAsync();
        for (var at = _middleFrame; at < _middleEnd; at++)
        {
            using var hurt = _folder.Copy();
            Flip(hurt.Segments[0], at, 0x10);
            var refused = Assert.Throws<CorruptLogException>(hurt.Open);
            Assert.Equal((hurt.Segments[0], _middleFrame), (refused.Path, refused.Offset));
            Assert.Contains(refused.Path, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Any_flipped_byte_of_a_segment_header_is_refused()
    {
        await WriteAsync();
        for (var at = 0; at < SegmentHeader.Size; at++)
        {
            using var hurt = _folder.Copy();
            Flip(hurt.Segments[0], at, 1);
            Assert.Equal(0, Assert.Throws<CorruptLogException>(hurt.Open).Offset);
        }
    }

    [Fact]
    public async Task A_frame_inside_a_payload_does_not_pose_as_a_frame()
    {
        await WriteAsync();
        var frame = File.ReadAllBytes(_folder.Segments[0])[(int)_lastFrame..(int)_end];
        using var other = new LogFolder();
        long end;
        using (var log = other.Open())
        {
            await LogFolder.AppendAsync(log, "one");
            await log.AppendAsync(Sample.Message("") with { Payload = frame }, TestContext.Current.CancellationToken);
            end = log.Bytes;
        }

        Flip(other.Segments[0], end - frame.Length - 1, 1);
        using var reopened = other.Open();
        Assert.Equal(["one"], await LogFolder.TextsAsync(reopened));
    }

    [Fact]
    public async Task Damage_in_a_sealed_segment_shows_when_it_is_read_never_as_a_gap()
    {
        var texts = Enumerable.Range(1, 200).Select(i => $"a message of some length, number {i}").ToArray();
        using (var log = _folder.Open()) await LogFolder.AppendAsync(log, texts);
        Assert.True(_folder.Segments.Length > 2);
        Flip(_folder.Segments[1], 1_000, 1);
        using var opened = _folder.Open();
        var refused = await Assert.ThrowsAsync<CorruptLogException>(() => LogFolder.TextsAsync(opened));
        Assert.Equal(_folder.Segments[1], refused.Path);
    }

    [Fact]
    public async Task A_missing_segment_is_refused()
    {
        var texts = Enumerable.Range(1, 200).Select(i => $"a message of some length, number {i}").ToArray();
        using (var log = _folder.Open()) await LogFolder.AppendAsync(log, texts);
        var missing = _folder.Segments[1];
        File.Delete(missing);
        Assert.Contains(Path.GetFileName(missing), Assert.Throws<CorruptLogException>(_folder.Open).Message, StringComparison.Ordinal);
    }

    private async Task WriteAsync()
    {
        using var log = _folder.Open();
        await LogFolder.AppendAsync(log, "one", "two");
        _middleFrame = log.Bytes;
        await LogFolder.AppendAsync(log, "three");
        _middleEnd = log.Bytes;
        await LogFolder.AppendAsync(log, "four");
        _lastFrame = log.Bytes;
        await LogFolder.AppendAsync(log, "five, which was never whole");
        _end = log.Bytes;
    }

    private static async Task MustKeepAllButTheLastAsync(LogFolder hurt)
    {
        using (var log = hurt.Open())
        {
            Assert.Equal(Kept, await LogFolder.TextsAsync(log));
            await LogFolder.AppendAsync(log, "new");
        }

        using var again = hurt.Open();
        Assert.Equal([.. Kept, "new"], await LogFolder.TextsAsync(again));
    }

    private static void Flip(string path, long at, byte bits)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = at;
        var value = (byte)file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ bits));
    }

    private static void Overwrite(string path, long at, byte[] bytes)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = at;
        file.Write(bytes);
    }
}
