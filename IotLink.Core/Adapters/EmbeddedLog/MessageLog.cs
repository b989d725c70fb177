using System.Globalization;
using IotLink.Core.Health;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using Microsoft.Extensions.Logging;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>The embedded stream: one log per node, shard 0, in a folder of segment files. See this folder's README.</summary>
internal sealed partial class MessageLog : IMessageWriter, IMessageReader, IPart, IDisposable
{
    /// <summary>A reader's bite in bytes, so that many large messages do not come at once.</summary>
    private const int MaxReadBytes = 8 << 20;

    private readonly FolderLock _lock;
    private readonly SegmentFolder _folder;
    private readonly AppendQueue _queue;
    private readonly Tail _tail;
    private readonly Committer _committer;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _inLine;
    private bool _disposed;

    private MessageLog(FolderLock held, SegmentFolder folder, MessageLogOptions options, IDisk disk, TimeProvider clock, ILogger logger)
    {
        (_lock, _folder) = (held, folder);
        Archive = new(folder);
        _tail = new(options.TailBytes);
        _queue = new(options, clock, folder.Newest.Last + 1);
        _committer = new(_queue, folder, _tail, disk, clock, logger);
        _thread = new(_committer.Run) { IsBackground = true, Name = "message log" };
        _thread.Start();
    }

    public IReadOnlyList<int> Shards { get; } = [0];

    /// <summary>The same segments, read in bulk.</summary>
    public RawArchive Archive { get; }

    public PartStatus Status => _committer.Problem is { } problem
        ? new("stream", PartState.Down, problem)
        : new("stream", PartState.Ok, string.Create(CultureInfo.InvariantCulture,
            $"messages {Range(0).First} to {Range(0).Last} in {Bytes >> 20} MB, {_queue.Waiting} waiting for the disk"));

    /// <summary>What the segments take on disk, without the room reserved ahead.</summary>
    public long Bytes => _folder.Segments.Sum(s => s.End);

    /// <exception cref="CorruptLogException">Something that was durable cannot be read.</exception>
    /// <exception cref="IOException">Another process has the folder.</exception>
    public static MessageLog Open(string folder, MessageLogOptions options, TimeProvider clock, ILogger<MessageLog> logger, IDisk? disk = null)
    {
        disk ??= Disk.Real;
        Directory.CreateDirectory(folder);
        var held = FolderLock.Take(folder);
        try
        {
            var segments = SegmentFolder.Open(folder, options.SegmentBytes, disk, clock.GetUtcNow());
            LogOpened(logger, segments.Segments.Count, segments.Segments[0].Header.First, segments.Newest.Last, segments.TornBytes);
            return new(held, segments, options, disk, clock, logger);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public async ValueTask<StreamPosition> AppendAsync(Message message, CancellationToken ct)
    {
        var pending = new PendingAppend();
        if (Volatile.Read(ref _inLine) > 0 || !_queue.TryAdd(message, pending, 0)) await LineUpAsync(message, pending, ct).ConfigureAwait(false);
        return await pending.Done.WaitAsync(ct).ConfigureAwait(false);
    }

    public bool TryAppend(Message message, IAppendSink sink, long tag) => _queue.TryAdd(message, sink, tag);

    public ValueTask WaitForRoomAsync(CancellationToken ct) => _queue.WaitForRoomAsync(ct);

    public async ValueTask<IReadOnlyList<StoredMessage>> ReadAsync(int shard, long after, int max, CancellationToken ct)
    {
        Check(shard);
        while (true)
        {
            var moved = _committer.Moved.Next();
            if (Range(0).Last > after) return Read(after, max);
            await moved.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    public ValueTask<StoredMessage?> FindAsync(StreamPosition position, CancellationToken ct)
    {
        var (first, last) = Range(0);
        if (position.Shard != 0 || position.Sequence < first || position.Sequence > last) return new((StoredMessage?)null);
        var found = Read(position.Sequence - 1, 1);
        return new(found.Count > 0 && found[0].Position == position ? found[0] : null);
    }

    public (long First, long Last) Range(int shard)
    {
        Check(shard);
        var segments = _folder.Segments;
        var newest = segments[^1];
        // An empty newest segment stands behind full ones.
        return (segments[0].Header.First, newest.Last);
    }

    public ValueTask<long> TruncateAsync(DateTimeOffset before, CancellationToken ct) => new(_folder.Truncate(before));

    /// <summary>Takes nothing more, commits what waits, closes.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _queue.Close();
        _thread.Join();
        _folder.Close();
        _lock.Dispose();
    }

    /// <summary>Who came first goes first, so that the order of a sender's appends outlives a full queue.</summary>
    private async ValueTask LineUpAsync(Message message, PendingAppend pending, CancellationToken ct)
    {
        Interlocked.Increment(ref _inLine);
        try
        {
            await _turn.WaitAsync(ct).ConfigureAwait(false);
            try
            {
                while (!_queue.TryAdd(message, pending, 0)) await _queue.WaitForRoomAsync(ct).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inLine);
        }
    }

    private List<StoredMessage> Read(long after, int max)
    {
        while (true)
        {
            try
            {
                var oldest = _folder.Segments[0].Header.First;
                var from = Math.Max(after + 1, oldest);
                var messages = new List<StoredMessage>(Math.Min(max, 1024));
                var bytes = 0;
                foreach (var block in Blocks(from))
                {
                    block.Read(from - 1, max, messages);
                    bytes += block.Records.Length;
                    if (messages.Count >= max || bytes >= MaxReadBytes) break;
                }

                return messages;
            }
            catch (FileNotFoundException) when (_folder.Segments[0].Header.First > after + 1)
            {
                // Truncated while being read: begin with what is there now.
            }
        }
    }

    private IEnumerable<Block> Blocks(long from)
    {
        for (var last = Range(0).Last; from <= last;)
        {
            if (_tail.TryFind(from, out var recent))
            {
                yield return recent;
                from = recent.Last + 1;
                continue;
            }

            foreach (var block in _folder.Holding(from).From(from))
            {
                yield return block;
                from = block.Last + 1;
            }
        }
    }

    private static void Check(int shard) =>
        ArgumentOutOfRangeException.ThrowIfNotEqual(shard, 0);
}
