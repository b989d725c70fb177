using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Core.Health;
using IotLink.Core.Streams;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.EmbeddedLog;

/// <summary>R5: what is not on disk is not taken, and a disk that is well again is used again when that is safe.</summary>
public sealed class FailingDiskTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nobody_hears_of_a_message_and_nobody_reads_it_before_it_is_flushed()
    {
        using var log = _folder.Open();
        _folder.Disk.HoldFlush();
        var taken = log.AppendAsync(Sample.Message("one"), Ct).AsTask();
        var read = log.ReadAsync(0, 0, 1, Ct).AsTask();
        Assert.Equal((1, 0), log.Range(0));
        Assert.Null(await log.FindAsync(new(0, 1), Ct));
        Assert.False(taken.IsCompleted || read.IsCompleted);
        _folder.Disk.LetFlush();
        Assert.Equal(new(0, 1), await taken);
        Assert.Single(await read);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_says_when_there_is_room_again()
    {
        using var small = new LogFolder { Options = new() { QueueMessages = 10, LingerMilliseconds = 0 } };
        using var log = small.Open();
        small.Disk.HoldFlush();
        var sink = new RecordingSink();
        var sent = 0;
        // The first batch may be taken by the committing thread at any moment: two batches are the most that fit.
        while (sent < 21 && log.TryAppend(Sample.Message("x"), sink, sent)) sent++;
        Assert.InRange(sent, 10, 20);
        var room = log.WaitForRoomAsync(Ct).AsTask();
        small.Disk.LetFlush();
        await room.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.True(log.TryAppend(Sample.Message("x"), sink, sent));
        await sink.WaitForAsync(sent + 1);
        Assert.Equal(sent + 1, sink.Taken.Count);
    }

    [Fact]
    public async Task After_a_failed_flush_nothing_is_taken_until_a_restart()
    {
        using (var log = _folder.Open())
        {
            await LogFolder.AppendAsync(log, "one");
            _folder.Disk.FailsToFlush = true;
            await Assert.ThrowsAsync<StreamUnavailableException>(() => LogFolder.AppendAsync(log, "lost"));
            _folder.Disk.FailsToFlush = false;
            _folder.Clock.Advance(TimeSpan.FromHours(1));
            await Assert.ThrowsAsync<StreamUnavailableException>(() => LogFolder.AppendAsync(log, "lost too"));
            Assert.Equal(PartState.Down, log.Status.State);
            Assert.Equal(["one"], await LogFolder.TextsAsync(log));
        }

        using var reopened = _folder.Open();
        await LogFolder.AppendAsync(reopened, "new");
        Assert.Equal(PartState.Ok, reopened.Status.State);
        var texts = await LogFolder.TextsAsync(reopened);
        Assert.Equal(("one", "new"), (texts[0], texts[^1]));
        Assert.DoesNotContain("lost too", texts);
    }

    [Fact]
    public async Task A_broken_write_stops_the_log_for_good()
    {
        using var log = _folder.Open();
        _folder.Disk.FailsToWrite = true;
        await Assert.ThrowsAsync<StreamUnavailableException>(() => LogFolder.AppendAsync(log, "lost"));
        _folder.Disk.FailsToWrite = false;
        _folder.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<StreamUnavailableException>(() => LogFolder.AppendAsync(log, "lost"));
    }

    [Fact]
    public async Task A_full_disk_refuses_and_recovers_when_there_is_room()
    {
        using (var log = _folder.Open())
        {
            await LogFolder.AppendAsync(log, "one");
            _folder.Disk.IsFull = true;
            await Assert.ThrowsAsync<StreamUnavailableException>(() => LogFolder.AppendAsync(log, "lost"));
            Assert.Equal(new PartStatus("stream", PartState.Down, "The disk is full."), log.Status);
            _folder.Disk.IsFull = false;
            await Assert.ThrowsAsync<StreamUnavailableException>(() => LogFolder.AppendAsync(log, "too soon"));
            _folder.Clock.Advance(TimeSpan.FromSeconds(1));
            await LogFolder.AppendAsync(log, "two");
            Assert.Equal(PartState.Ok, log.Status.State);
            Assert.Equal(["one", "two"], await LogFolder.TextsAsync(log));
        }

        using var reopened = _folder.Open();
        Assert.Equal(["one", "two"], await LogFolder.TextsAsync(reopened));
    }

    [Fact]
    public async Task A_disk_too_full_for_the_next_segment_refuses_and_recovers()
    {
        using var small = new LogFolder { Options = new() { SegmentBytes = 4_096 } };
        var taken = new List<string>();
        using (var log = small.Open())
        {
            while (small.Segments.Length < 2) await TakeAsync(log);
            small.Disk.IsFull = true;
            await Assert.ThrowsAsync<StreamUnavailableException>(async () =>
            {
                while (true) await LogFolder.AppendAsync(log, "lost");
            });
            small.Disk.IsFull = false;
            small.Clock.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 100; i++) await TakeAsync(log);
        }

        using var reopened = small.Open();
        Assert.Equal(taken, await LogFolder.TextsAsync(reopened));

        async Task TakeAsync(MessageLog log)
        {
            taken.Add($"message number {taken.Count}");
            await LogFolder.AppendAsync(log, taken[^1]);
        }
    }

    [Fact]
    public async Task All_that_waits_fails_in_order_when_the_disk_does()
    {
        using var log = _folder.Open();
        var sink = new RecordingSink();
        _folder.Disk.FailsToFlush = true;
        for (var tag = 0; tag < 500; tag++) Assert.True(log.TryAppend(Sample.Message("x"), sink, tag));
        await sink.WaitForAsync(500);
        Assert.Empty(sink.Taken);
        Assert.Equal(Enumerable.Range(0, 500).Select(t => (long)t), sink.Failures.Select(f => f.Tag));
    }

    [Fact]
    public async Task A_closed_log_takes_nothing()
    {
        var log = _folder.Open();
        log.Dispose();
        Assert.False(log.TryAppend(Sample.Message("x"), new RecordingSink(), 1));
        await Assert.ThrowsAsync<StreamUnavailableException>(() => LogFolder.AppendAsync(log, "x"));
    }
}
