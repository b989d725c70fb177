namespace IotLink.Tests.Core.EmbeddedLog;

public sealed class TruncationTests : IDisposable
{
    private readonly LogFolder _folder = new() { Options = new() { SegmentBytes = 4_096, TailBytes = 0 } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Segments_older_than_the_limit_go_and_younger_ones_stay()
    {
        using var log = _folder.Open();
        await FillAsync(log, "old");
        _folder.Clock.Advance(TimeSpan.FromDays(1));
        await FillAsync(log, "new");
        var before = log.Range(0);
        var dropped = await log.TruncateAsync(_folder.Clock.GetUtcNow().AddHours(-1), Ct);
        var after = log.Range(0);
        Assert.Equal((1 + dropped, before.Last), after);
        Assert.Null(await log.FindAsync(new(0, dropped), Ct));
        Assert.Equal(after.First, (await log.ReadAsync(0, 0, 1, Ct))[0].Position.Sequence);
        var texts = await LogFolder.TextsAsync(log);
        Assert.Equal(before.Last - dropped, texts.Count);
        Assert.Equal(100, texts.Count(t => t.StartsWith("new", StringComparison.Ordinal)));
        Assert.InRange(dropped, 50, 100);
    }

    [Fact]
    public async Task The_open_segment_stays_however_old()
    {
        using var log = _folder.Open();
        await LogFolder.AppendAsync(log, "one");
        _folder.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(0, await log.TruncateAsync(_folder.Clock.GetUtcNow(), Ct));
        Assert.Equal(["one"], await LogFolder.TextsAsync(log));
    }

    [Fact]
    public async Task A_truncated_log_goes_on_with_its_sequences_after_a_restart()
    {
        long last;
        using (var log = _folder.Open())
        {
            await FillAsync(log, "old");
            _folder.Clock.Advance(TimeSpan.FromDays(1));
            last = log.Range(0).Last;
            Assert.True(await log.TruncateAsync(_folder.Clock.GetUtcNow(), Ct) > 0);
        }

        using var reopened = _folder.Open();
        Assert.Equal(last, reopened.Range(0).Last);
        await LogFolder.AppendAsync(reopened, "next");
        Assert.Equal(last + 1, reopened.Range(0).Last);
    }

    private static Task FillAsync(IotLink.Core.Adapters.EmbeddedLog.MessageLog log, string word) =>
        LogFolder.AppendAsync(log, [.. Enumerable.Range(0, 100).Select(i => $"{word} message of some length, number {i}")]);
}
