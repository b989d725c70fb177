using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IotLink.Core.Adapters.EmbeddedLog;

internal sealed partial class Disk : IDisk
{
    private const int NoSpaceOnLinux = 28;
    private const int NoQuotaOnLinux = 122;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    public static Disk Real { get; } = new();

    public static bool IsFull(IOException e) => e.HResult is NoSpaceOnLinux or NoQuotaOnLinux or DiskFullOnWindows;

    public SafeFileHandle Create(string path, long size)
    {
        var file = File.OpenHandle(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.None, preallocationSize: size);
        RandomAccess.SetLength(file, size);
        return file;
    }

    public void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset) =>
        RandomAccess.Write(file, parts, offset);

    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public void SetLength(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    public void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return; // NTFS journals names by itself
        var descriptor = OpenFolder(folder, 0);
        var failed = descriptor < 0 || Sync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeErrorMessage();
        if (descriptor >= 0) _ = Close(descriptor);
        if (failed) throw new IOException($"Could not flush the folder {folder}: {error}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
