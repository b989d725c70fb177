using System.Collections.Concurrent;
using System.Net;
using IotLink.Core.Messages;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Gateways.Admission;

/// <summary>
/// Turns away source addresses that keep failing to sign in, before their secrets are looked at. Connections that are already in are
/// not touched: devices behind one router share its address.
/// </summary>
internal sealed class SourceGuard(IOptions<AdmissionOptions> options, TimeProvider clock)
{
    /// <summary>Addresses remembered at most; beyond it those with nothing against them are forgotten, then all.</summary>
    private const int Remembered = 20_000;

    private readonly int _perMinute = options.Value.FailedSignInsPerMinute;
    private readonly ConcurrentDictionary<IPAddress, TokenBucket> _failures = new();

    public Refusal? Check(IPAddress source) =>
        _failures.TryGetValue(source, out var bucket) && !bucket.HasRoom()
            ? new(Reason.RateLimited, "Too many failed sign-ins from this address; try again in a minute.")
            : null;

    public void Failed(IPAddress source)
    {
        if (_perMinute == 0) return;
        if (_failures.Count >= Remembered) Forget();
        _failures.GetOrAdd(source, _ => new(_perMinute / 60.0, _perMinute, clock)).Take();
    }

    private void Forget()
    {
        foreach (var (source, bucket) in _failures)
        {
            if (bucket.HasRoom()) _failures.TryRemove(source, out _);
        }

        if (_failures.Count >= Remembered) _failures.Clear();
    }
}
