using System.IO.Hashing;
using System.Runtime.InteropServices;
using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// Remembers what each device sent lately, so that a message delivered twice counts once: a sender that got no acknowledgement sends
/// again, and the stream then holds both. What names a message, its bytes or its sender's key, is the caller's to know.
/// Holds at most <see cref="Remembered"/> messages per device, and only as many as it sends within <see cref="Horizon"/>.
/// </summary>
public sealed class RedeliveryFilter
{
    /// <summary>More than any client keeps in flight.</summary>
    public const int Remembered = 256;

    /// <summary>Longer than any client waits before it sends again.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromMinutes(10);

    private readonly Dictionary<DeviceId, Ring> _rings = [];

    public static ulong Fingerprint(ReadOnlySpan<byte> payload) => XxHash3.HashToUInt64(payload);

    /// <returns>true when the device sent the same bytes within the horizon.</returns>
    public bool Knows(DeviceId device, ulong fingerprint, DateTimeOffset now) =>
        _rings.TryGetValue(device, out var ring) && ring.Knows(fingerprint, Oldest(now));

    /// <summary>Remembers a message of which it is not known any more what named it.</summary>
    public void Recall(in StoredMessage stored)
    {
        var message = stored.Message;
        if (message.SendKey != 0) Remember(message.Device, message.SendKey, stored.IngestedAt);
        Remember(message.Device, Fingerprint(message.Payload.Span), stored.IngestedAt);
    }

    public void Remember(DeviceId device, ulong fingerprint, DateTimeOffset now)
    {
        ref var ring = ref CollectionsMarshal.GetValueRefOrAddDefault(_rings, device, out _);
        (ring ??= new()).Add(fingerprint, now.ToUnixTimeSeconds(), Oldest(now));
    }

    private static long Oldest(DateTimeOffset now) => now.ToUnixTimeSeconds() - (long)Horizon.TotalSeconds;

    private sealed class Ring
    {
        private (ulong Fingerprint, long Second)[] _entries = new (ulong, long)[4];
        private int _next;

        public bool Knows(ulong fingerprint, long oldest)
        {
            foreach (var (known, second) in _entries)
            {
                if (known == fingerprint && second >= oldest && second != 0) return true;
            }

            return false;
        }

        public void Add(ulong fingerprint, long second, long oldest)
        {
            if (_entries[_next].Second >= oldest && _entries[_next].Second != 0 && _entries.Length < Remembered) Grow();
            _entries[_next] = (fingerprint, second);
            _next = (_next + 1) % _entries.Length;
        }

        /// <summary>The entry about to be overwritten is still young: double, oldest first.</summary>
        private void Grow()
        {
            var grown = new (ulong, long)[_entries.Length * 2];
            for (var i = 0; i < _entries.Length; i++) grown[i] = _entries[(_next + i) % _entries.Length];
            (_entries, _next) = (grown, _entries.Length);
        }
    }
}
