using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>
/// What the log is measured against: the plainest durable log there is. Records are copied behind each other; one thread writes what has
/// come together, flushes it to disk and reports, over and over. No index, no checksum, no reader, no recovery.
/// </summary>
internal sealed class ReferenceLog : IDisposable
{
    private const int BufferBytes = 4 << 20;
    private readonly SafeFileHandle _file;
    private readonly Action<int> _durable;
    private readonly Lock _turn = new();
    private readonly AutoResetEvent _work = new(false);
    private readonly Thread _committer;
    private byte[] _filling = new byte[BufferBytes];
    private byte[] _writing = new byte[BufferBytes];
    private int _bytes;
    private int _records;
    private long _end;
    private bool _closed;

    /// <param name="durable">Hears how many records a flush has made durable, in order.</param>
    public ReferenceLog(string path, Action<int> durable)
    {
        _durable = durable;
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        _committer = new(Commit) { IsBackground = true, Name = "reference log" };
        _committer.Start();
    }

    /// <returns>false when the buffer is full: the disk is behind.</returns>
    public bool TryAppend(ReadOnlySpan<byte> record)
    {
        lock (_turn)
        {
            if (_bytes + sizeof(int) + record.Length > _filling.Length) return false;
            BinaryPrimitives.WriteInt32LittleEndian(_filling.AsSpan(_bytes), record.Length);
            record.CopyTo(_filling.AsSpan(_bytes + sizeof(int)));
            _bytes += sizeof(int) + record.Length;
            if (_records++ > 0) return true;
        }

        _work.Set();
        return true;
    }

    public void Dispose()
    {
        _closed = true;
        _work.Set();
        _committer.Join();
        _file.Dispose();
        _work.Dispose();
    }

    private void Commit()
    {
        while (_work.WaitOne() && !_closed)
        {
            int bytes, records;
            lock (_turn)
            {
                (bytes, records) = (_bytes, _records);
                (_filling, _writing) = (_writing, _filling);
                (_bytes, _records) = (0, 0);
            }

            RandomAccess.Write(_file, _writing.AsSpan(0, bytes), _end);
            RandomAccess.FlushToDisk(_file);
            _end += bytes;
            _durable(records);
        }
    }
}
