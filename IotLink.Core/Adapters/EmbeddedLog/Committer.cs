using IotLink.Core.Streams;
using Microsoft.Extensions.Logging;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// The one thread that writes: takes everything that waits, writes one frame, flushes once, shows it to the readers, then tells the
/// senders. After a failed flush nobody knows what is on the disk, so nothing is taken any more until a restart has looked.
/// </summary>
internal sealed partial class Committer(AppendQueue queue, SegmentFolder folder, Tail tail, IDisk disk, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly HashSet<IAppendSink> _told = new(ReferenceEqualityComparer.Instance);
    private readonly Signal _moved = new();
    private volatile string? _problem;
    private bool _brokenForGood;
    private long _refusedAt;

    /// <summary>Fires after every commit.</summary>
    public Signal Moved => _moved;

    /// <summary>Why nothing is taken; null while all is well.</summary>
    public string? Problem => _problem;

    public void Run()
    {
        while (queue.TryTake(out var batch))
        {
            if (IsResting || !TryCommit(batch)) FailWithFollowers(batch);
        }
    }

    /// <summary>Broken, or the disk was full a moment ago.</summary>
    private bool IsResting => _brokenForGood || (_problem is not null && clock.GetElapsedTime(_refusedAt) < RetryAfter);

    private bool TryCommit(AppendBatch batch)
    {
        try
        {
            var size = FrameHeader.Size + batch.Bytes;
            if (Place(size, batch) is not { } segment || !TryWrite(segment, batch)) return false;
            segment.Flush(disk);
            segment.Publish(batch.First, batch.First + batch.Count - 1, size);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _brokenForGood = true;
            Refuse($"Writing the message log failed: {e.Message} Nothing is taken until a restart.", e);
            return false;
        }

        if (_problem is not null) LogRecovered(logger);
        _problem = null;
        tail.Add(batch.Blocks);
        _moved.Fire();
        Tell(batch);
        return true;
    }

    /// <summary>Making a file can be tried again: nothing was written yet.</summary>
    private Segment? Place(int size, AppendBatch batch)
    {
        try
        {
            return folder.ForWriting(size, batch.First, clock.GetUtcNow());
        }
        catch (IOException e)
        {
            Refuse($"No new segment file could be made: {e.Message}", e);
            return null;
        }
    }

    /// <summary>A full disk is no damage as long as nothing was flushed: what was written is cut off again.</summary>
    private bool TryWrite(Segment segment, AppendBatch batch)
    {
        try
        {
            segment.Write(disk, batch.Seal(segment.Header.Salt));
            return true;
        }
        catch (IOException e) when (Disk.IsFull(e))
        {
            segment.CutBack(disk);
            Refuse("The disk is full.", e);
            return false;
        }
    }

    private void Refuse(string problem, Exception e)
    {
        if (_problem is null) LogRefusing(logger, problem, e);
        (_problem, _refusedAt) = (problem, clock.GetTimestamp());
    }

    private void Tell(AppendBatch batch)
    {
        IAppendSink? last = null;
        var sequence = batch.First;
        foreach (var (sink, tag) in batch.Waiting)
        {
            Call(sink, tag, sequence++, null);
            if (ReferenceEquals(sink, last)) continue;
            _told.Add(sink);
            last = sink;
        }

        foreach (var sink in _told) Call(sink, 0, 0, null);
        _told.Clear();
    }

    private void FailWithFollowers(AppendBatch batch)
    {
        var reason = new StreamUnavailableException(_problem ?? "The message log cannot be written.");
        var later = queue.TakeBack(batch);
        foreach (var (sink, tag) in batch.Waiting) Call(sink, tag, 0, reason);
        foreach (var (sink, tag) in later.Waiting) Call(sink, tag, 0, reason);
    }

    /// <summary>A sink that throws must not stop the log. Sequence 0 without a reason means: the commit is over.</summary>
    private void Call(IAppendSink sink, long tag, long sequence, StreamUnavailableException? reason)
    {
        try
        {
            if (reason is not null) sink.Failed(tag, reason);
            else if (sequence > 0) sink.Appended(tag, new(0, sequence));
            else sink.Committed();
        }
        catch (Exception e)
        {
            LogSinkThrew(logger, e);
        }
    }
}
