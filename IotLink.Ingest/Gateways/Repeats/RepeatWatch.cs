using IotLink.Core.Devices;

namespace IotLink.Ingest.Gateways.Repeats;

/// <summary>
/// Whether the first frames of a device's new connection are those it got no answer to on the former ones. A protocol without a mark for
/// repeats sends them first, in their order, from some point on: the first frame that is not one of them ends the search for good.
/// Any thread.
/// </summary>
internal sealed class RepeatWatch(DoubtLedger ledger, DeviceId device, TimeProvider clock)
{
    private static readonly TimeSpan FirstMoments = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<DoubtfulMessage> _doubtful = ledger.Take(device);
    private readonly long _since = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private int _next;

    /// <returns>What the frame repeats; null when it is a new one. Each is found once.</returns>
    public DoubtfulMessage? Find(ulong fingerprint)
    {
        lock (_gate)
        {
            if (_next == _doubtful.Count) return null;
            var found = clock.GetElapsedTime(_since) <= FirstMoments ? IndexOf(fingerprint) : -1;
            _next = found < 0 ? _doubtful.Count : found + 1;
            return found < 0 ? null : _doubtful[found];
        }
    }

    /// <summary>The connection is over before it was clear: the next one is asked.</summary>
    public void Close()
    {
        lock (_gate)
        {
            ledger.Add(device, [.. _doubtful.Skip(_next)]);
            _next = _doubtful.Count;
        }
    }

    private int IndexOf(ulong fingerprint)
    {
        for (var i = _next; i < _doubtful.Count; i++)
        {
            if (_doubtful[i].Fingerprint == fingerprint) return i;
        }

        return -1;
    }
}
