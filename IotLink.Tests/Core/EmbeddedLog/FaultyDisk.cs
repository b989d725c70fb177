using IotLink.Core.Adapters.EmbeddedLog;
using Microsoft.Win32.SafeHandles;

namespace IotLink.Tests.Core.EmbeddedLog;

/// <summary>The real disk, until told to fail.</summary>
internal sealed class FaultyDisk : IDisk, IDisposable
{
    private const int NoSpace = 28;
    private readonly ManualResetEventSlim _mayFlush = new(true);

    public bool IsFull { get; set; }

    public bool FailsToWrite { get; set; }

    public bool FailsToFlush { get; set; }

    /// <summary>Flushes take until <see cref="LetFlush"/>.</summary>
    public void HoldFlush() => _mayFlush.Reset();

    public void LetFlush() => _mayFlush.Set();

    public SafeFileHandle Create(string path, long size)
    {
        if (IsFull) throw new IOException("No space left on device", NoSpace);
        return Disk.Real.Create(path, size);
    }

    /// <summary>A full disk still takes half of it.</summary>
    public void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset)
    {
        if (FailsToWrite) throw new IOException("Input/output error", 5);
        if (!IsFull)
        {
            Disk.Real.Write(file, parts, offset);
            return;
        }

        var all = parts.SelectMany(p => p.ToArray()).ToArray();
        Disk.Real.Write(file, [all.AsMemory(0, all.Length / 2)], offset);
        throw new IOException("No space left on device", NoSpace);
    }

    public void Flush(SafeFileHandle file)
    {
        _mayFlush.Wait(TestContext.Current.CancellationToken);
        if (FailsToFlush) throw new IOException("Input/output error", 5);
        Disk.Real.Flush(file);
    }

    public void SetLength(SafeFileHandle file, long length) => Disk.Real.SetLength(file, length);

    public void FlushFolder(string folder) => Disk.Real.FlushFolder(folder);

    public void Dispose() => _mayFlush.Dispose();
}
