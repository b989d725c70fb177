using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// What goes to disk in one frame, encoded as it comes in. The records lie in chunks small enough for the young heap; full ones are
/// handed on to the readers, half-empty ones are copied to size. Used again and again, guarded by its owner's lock.
/// </summary>
internal sealed class AppendBatch
{
    private const int ChunkSize = 64 << 10;

    private readonly List<Block> _blocks = [];
    private readonly byte[] _header = new byte[FrameHeader.Size];
    private byte[] _chunk = [];
    private int _used;
    private int _chunkCount;

    public long First { get; private set; }

    public int Count => Waiting.Count;

    /// <summary>Of the records, without the frame's header.</summary>
    public int Bytes { get; private set; }

    /// <summary>Who waits for which message, in order.</summary>
    public List<(IAppendSink Sink, long Tag)> Waiting { get; } = [];

    /// <summary>The records in order; complete once sealed.</summary>
    public IReadOnlyList<Block> Blocks => _blocks;

    public void Begin(long first)
    {
        (First, Bytes, _used, _chunkCount) = (first, 0, 0, 0);
        Waiting.Clear();
        _blocks.Clear();
    }

    /// <param name="size">The record's, overhead included.</param>
    public void Add(Message message, int size, long milliseconds, IAppendSink sink, long tag)
    {
        if (_chunk.Length - _used < size)
        {
            CloseChunk();
            if (_chunk.Length < size) _chunk = GC.AllocateUninitializedArray<byte>(Math.Max(ChunkSize, size));
        }

        _used += Block.Write(message, milliseconds, _chunk.AsSpan(_used));
        _chunkCount++;
        Bytes += size;
        Waiting.Add((sink, tag));
    }

    /// <summary>The frame as it goes to disk: header, then records.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Seal(ulong salt)
    {
        CloseChunk();
        FrameHeader.Write(_header, salt, Bytes, Count, First, _blocks.Select(b => b.Records));
        return [_header, .. _blocks.Select(b => b.Records)];
    }

    private void CloseChunk()
    {
        if (_used == 0) return;
        var first = _blocks.Count == 0 ? First : _blocks[^1].Last + 1;
        if (_used > _chunk.Length / 2)
        {
            _blocks.Add(new(first, _chunkCount, _chunk.AsMemory(0, _used)));
            _chunk = [];
        }
        else
        {
            _blocks.Add(new(first, _chunkCount, _chunk.AsSpan(0, _used).ToArray()));
        }

        (_used, _chunkCount) = (0, 0);
    }
}
