using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>
/// Linux's own readiness list. The load generator shares two cores with what it measures, so it must not spend a thread-pool hop on each
/// acknowledgement as asynchronous sockets do.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1;
    private const uint Readable = 1;
    private readonly int _handle;
    private readonly Event[] _events = new Event[256];

    public Epoll()
    {
        _handle = epoll_create1(0);
        if (_handle < 0) throw new EnvironmentException("The load generator needs Linux's epoll, which did not open.");
    }

    public static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    public void Watch(Socket socket, int tag)
    {
        var wanted = new Event { What = Readable, Tag = tag };
        if (epoll_ctl(_handle, Add, (int)socket.Handle, ref wanted) < 0) throw new EnvironmentException("epoll refused a socket.");
    }

    /// <summary>Calls <paramref name="readable"/> with the tag of every readable socket; waits at most <paramref name="milliseconds"/>.</summary>
    public void Wait(int milliseconds, Action<int> readable)
    {
        var count = epoll_wait(_handle, _events, _events.Length, milliseconds);
        for (var i = 0; i < count; i++) readable((int)_events[i].Tag);
    }

    public void Dispose() => _ = close(_handle);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, ref Event wanted);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, [Out] Event[] events, int max, int timeout);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    /// <summary>Packed on x64 and only there.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Event
    {
        public uint What;
        public long Tag;
    }
}
