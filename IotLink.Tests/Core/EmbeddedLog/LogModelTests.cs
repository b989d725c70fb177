using CsCheck;
using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.EmbeddedLog;

/// <summary>Random lives of a log against a plain list.</summary>
public sealed class LogModelTests
{
    private enum Step { Append, Reopen, Crash, TornCrash, Truncate, Read }

    private static readonly Gen<(Step Step, int Size)[]> Lives =
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 400]).Array[1, 25];

    [Fact]
    public Task A_log_is_a_list_whatever_happens_to_it() => Lives.SampleAsync(LiveAsync, iter: 60, threads: 1);

    private static async Task LiveAsync((Step Step, int Size)[] life)
    {
        var folder = new LogFolder { Options = new() { SegmentBytes = 4_096, TailBytes = 1_000, LingerMilliseconds = 0 } };
        var model = new List<string>();
        var log = folder.Open();
        foreach (var (step, size) in life)
        {
            switch (step)
            {
                case Step.Append:
                    var texts = Enumerable.Range(0, (size % 20) + 1).Select(i => new string((char)('a' + i), size)).ToArray();
                    model.AddRange(texts);
                    await Task.WhenAll(texts.Select(t => log.AppendAsync(Sample.Message(t), TestContext.Current.CancellationToken).AsTask()));
                    break;
                case Step.Reopen:
                    log.Dispose();
                    log = folder.Open();
                    break;
                case Step.Crash or Step.TornCrash:
                    (folder, log) = Crash(folder, log, step == Step.TornCrash ? size : 0);
                    break;
                case Step.Truncate:
                    folder.Clock.Advance(TimeSpan.FromHours(1));
                    await log.TruncateAsync(folder.Clock.GetUtcNow().AddHours(-(size % 4)), TestContext.Current.CancellationToken);
                    break;
                default:
                    await CompareAsync(log, model);
                    break;
            }
        }

        await CompareAsync(log, model);
        log.Dispose();
        folder.Dispose();
    }

    /// <summary>Goes on with what is on disk now, perhaps with the beginning of a frame that was never flushed.</summary>
    private static (LogFolder, MessageLog) Crash(LogFolder folder, MessageLog log, int torn)
    {
        var copy = folder.Copy();
        var end = log.Bytes - folder.Segments[..^1].Sum(s => new FileInfo(s).Length);
        log.Dispose();
        folder.Dispose();
        using (var file = File.OpenWrite(copy.Segments[^1]))
        {
            file.Position = end;
            file.Write([.. FrameHeader.Magic[..Math.Min(torn, 4)], .. Enumerable.Repeat((byte)7, torn)]);
        }

        return (copy, copy.Open());
    }

    private static async Task CompareAsync(MessageLog log, List<string> model)
    {
        var (first, last) = log.Range(0);
        Assert.Equal(model.Count, last);
        Assert.Equal(model.Skip((int)first - 1), await LogFolder.TextsAsync(log));
        for (var at = first; at <= last; at += 13)
            Assert.Equal(model[(int)at - 1], Sample.Text((await log.FindAsync(new(0, at), TestContext.Current.CancellationToken))!.Value.Message));
    }
}
