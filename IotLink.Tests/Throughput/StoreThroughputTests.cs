using System.Diagnostics;
using System.Globalization;
using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace IotLink.Tests.Throughput;

/// <summary>Prints what the stores do here; asserts only that they did it. The goals are gated by <c>iotlink bench</c>.</summary>
public sealed class StoreThroughputTests(ITestOutputHelper output)
{
    private const int Messages = 200_000;
    private const int Rows = 200_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Durable_appends_of_200_bytes()
    {
        using var folder = new TempFolder();
        using var log = MessageLog.Open(folder.Path, new(), TimeProvider.System, NullLogger<MessageLog>.Instance);
        var message = Sample.Message(new string('x', 200), "device-0001");
        var size = Block.RecordOverhead + MessageCodec.Measure(message);
        var sink = new CountingSink(Messages);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Messages; i++)
        {
            while (!log.TryAppend(message, sink, i)) await log.WaitForRoomAsync(Ct);
        }

        await sink.All.WaitAsync(TimeSpan.FromSeconds(60), Ct);
        Print("append, durable", Messages, (long)Messages * size, clock.Elapsed, $"{sink.Commits} commits");
        Reference(folder, size, Messages / sink.Commits);

        clock.Restart();
        for (var after = 0L; after < Messages;) after = (await log.ReadAsync(0, after, 1_000, Ct))[^1].Position.Sequence;
        Print("read", Messages, (long)Messages * size, clock.Elapsed, "memory and file");
        Assert.Equal((1, Messages), log.Range(0));
    }

    [Fact]
    public async Task Readings_of_8_metrics()
    {
        using var folder = new TempFolder();
        using var store = SqliteHotStore.Open(folder.Path, new(), TimeProvider.System);
        var batch = new BatchBuilder();
        var devices = Enumerable.Range(0, 1_000).Select(i => $"device-{i:D4}").ToArray();
        var saving = TimeSpan.Zero;
        for (var done = 0; done < Rows; done += 1_000)
        {
            batch.Begin(done + 1_000);
            for (var i = 0; i < 1_000; i++)
            {
                var reading = batch.Add(devices[i], done + i + 1, Sample.Noon.AddSeconds(done / 1_000));
                for (var m = 0; m < 8; m++) reading.Metrics.SetNumber(SlotOf(reading, m), done + m);
            }

            var clock = Stopwatch.StartNew();
            await store.SaveAsync(batch.Build(), Ct);
            saving += clock.Elapsed;
        }

        var asking = Stopwatch.StartNew();
        var points = await store.SeriesAsync(Sample.Device("device-0007"), "m3", Sample.Noon, Sample.Noon.AddDays(1), 1_000, Ct);
        Print("series", points.Count, 0, asking.Elapsed, "one device of 1000");
        Assert.Equal(Rows / 1_000, points.Count);
        store.Dispose(); // brings the write-ahead log into the file
        var bytes = Directory.GetFiles(folder.Path, "hot-*.db").Sum(f => new FileInfo(f).Length);
        Print("hot store rows", Rows, bytes, saving, $"{bytes / Rows} bytes a row");
    }

    [Fact]
    public async Task A_series_of_172_800_points()
    {
        using var folder = new TempFolder();
        using var store = SqliteHotStore.Open(folder.Path, new(), TimeProvider.System);
        var batch = new BatchBuilder();
        for (var done = 0; done < 172_800; done += 7_200)
        {
            batch.Begin(done + 7_200).Readings(Sample.Noon.AddSeconds(done * 5), TimeSpan.FromSeconds(5), [.. Enumerable.Range(0, 7_200).Select(i => (double)i)]);
            await store.SaveAsync(batch.Build(), Ct);
        }

        var clock = Stopwatch.StartNew();
        var points = await store.SeriesAsync(Sample.Device("dev-1"), "tempC", Sample.Noon, Sample.Noon.AddDays(10), 1_000, Ct);
        Print("series of 172800", 172_800, 0, clock.Elapsed, $"to {points.Count} points");
        Assert.InRange(points.Count, 900, 1_000);
    }

    /// <summary>The least a durable append can cost: the same frames, written and flushed, and nothing else.</summary>
    private void Reference(TempFolder folder, int size, int perCommit)
    {
        using var file = File.OpenHandle(folder.File("reference"), FileMode.Create, FileAccess.ReadWrite);
        var frame = new byte[size * perCommit];
        var clock = Stopwatch.StartNew();
        var written = 0;
        for (; written < Messages; written += perCommit)
        {
            RandomAccess.Write(file, frame, (long)written * size);
            RandomAccess.FlushToDisk(file);
        }

        Print("plain write and flush", written, (long)written * size, clock.Elapsed, $"{perCommit} a commit");
    }

    private void Print(string what, int count, long bytes, TimeSpan time, string how) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {count / time.TotalSeconds:N0}/s, {bytes / time.TotalSeconds / 1e6:N1} MB/s, {time.TotalMilliseconds:N0} ms ({how})"));

    private static int SlotOf(Reading reading, int metric)
    {
        Assert.True(reading.Metrics.Schema.TryGetOrAdd(Names[metric], out var slot));
        return slot;
    }

    private static readonly string[] Names = [.. Enumerable.Range(0, 8).Select(i => $"m{i}")];

    private sealed class CountingSink(int expected) : IAppendSink
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;

        public Task All => _all.Task;

        public int Commits { get; private set; }

        public void Appended(long tag, StreamPosition position)
        {
            if (++_taken == expected) _all.SetResult();
        }

        public void Failed(long tag, StreamUnavailableException reason) => _all.TrySetException(reason);

        public void Committed() => Commits++;
    }
}
