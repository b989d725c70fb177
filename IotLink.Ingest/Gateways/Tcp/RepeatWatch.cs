using System.IO.Hashing;

namespace IotLink.Ingest.Gateways.Tcp;

/// <summary>
/// Which frames of a new connection may be repeats: a device that lost its connection begins the next one with what it got no answer to.
/// The same bytes twice on one connection are two messages; a device that reports the same values is not repeating itself.
/// </summary>
internal sealed class RepeatWatch(TimeProvider clock)
{
    private const int MostFrames = 256;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly long _since = clock.GetTimestamp();
    private HashSet<ulong>? _seen = [];

    public bool MayRepeat(ReadOnlySpan<byte> frame)
    {
        if (_seen is null) return false;
        if (_seen.Count < MostFrames && clock.GetElapsedTime(_since) < Window) return _seen.Add(XxHash3.HashToUInt64(frame));
        _seen = null;
        return false;
    }
}
