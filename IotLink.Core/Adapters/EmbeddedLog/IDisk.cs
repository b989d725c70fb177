using Microsoft.Win32.SafeHandles;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>The writing side of the file system, so that a test can make it fail.</summary>
internal interface IDisk
{
    /// <summary>A new file with room for <paramref name="size"/> bytes reserved, all zero.</summary>
    SafeFileHandle Create(string path, long size);

    void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset);

    /// <summary>Returns when what was written survives a power loss.</summary>
    void Flush(SafeFileHandle file);

    void SetLength(SafeFileHandle file, long length);

    /// <summary>Makes names made, changed or removed in a folder survive a power loss.</summary>
    void FlushFolder(string folder);
}
