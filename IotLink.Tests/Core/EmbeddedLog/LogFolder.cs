using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.EmbeddedLog;

/// <summary>A log in a folder of its own, opened, written and hurt by tests.</summary>
internal sealed class LogFolder(TempFolder folder) : IDisposable
{
    public LogFolder()
        : this(new TempFolder())
    {
    }

    public MessageLogOptions Options { get; init; } = new() { SegmentBytes = 16 << 10 };

    public FakeTimeProvider Clock { get; init; } = new(Sample.Noon);

    public FaultyDisk Disk { get; } = new();

    public string Path => folder.Path;

    /// <summary>Segment files, oldest first.</summary>
    public string[] Segments => [.. Directory.GetFiles(Path, "*.log").Order(StringComparer.Ordinal)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public MessageLog Open() => MessageLog.Open(Path, Options, Clock, NullLogger<MessageLog>.Instance, Disk);

    /// <summary>What a crash would leave behind now.</summary>
    public LogFolder Copy() => new(folder.Copy()) { Options = Options, Clock = Clock };

    /// <summary>One frame each: every message waits for the one before.</summary>
    public static async Task AppendAsync(MessageLog log, params string[] texts)
    {
        foreach (var text in texts) await log.AppendAsync(Sample.Message(text), Ct);
    }

    public static async Task<List<string>> TextsAsync(MessageLog log)
    {
        var texts = new List<string>();
        var (first, last) = log.Range(0);
        for (var after = first - 1; after < last;)
        {
            var read = await log.ReadAsync(0, after, 100, Ct);
            texts.AddRange(read.Select(m => Sample.Text(m.Message)));
            Assert.Equal(Enumerable.Range(1, read.Count).Select(i => after + i), read.Select(m => m.Position.Sequence));
            after = read[^1].Position.Sequence;
        }

        return texts;
    }

    public void Dispose()
    {
        Disk.Dispose();
        folder.Dispose();
    }
}
