namespace IotLink.Ingest.Gateways.Admission;

/// <summary>
/// A rate with a burst. Urgent takers may overdraw it by a tenth of the burst, so that an alarm gets through where telemetry must wait.
/// Safe for many threads.
/// </summary>
internal sealed class TokenBucket
{
    private readonly Lock _gate = new();
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _clock;
    private double _tokens;
    private long _filledAt;

    /// <param name="perSecond">0 for no limit.</param>
    public TokenBucket(double perSecond, double burst, TimeProvider clock)
    {
        (_perSecond, _burst, _clock) = (perSecond, burst, clock);
        (_tokens, _filledAt) = (burst, clock.GetTimestamp());
    }

    public bool TryTake(bool urgent = false) => Take(urgent) == TimeSpan.Zero;

    /// <returns>Zero when a token was taken, else how long until there is one.</returns>
    public TimeSpan Take(bool urgent = false)
    {
        if (_perSecond <= 0) return TimeSpan.Zero;
        lock (_gate)
        {
            Fill();
            var least = urgent ? -_burst / 10 : 1;
            if (_tokens >= least)
            {
                _tokens--;
                return TimeSpan.Zero;
            }

            return TimeSpan.FromSeconds((least - _tokens) / _perSecond);
        }
    }

    /// <summary>Whether a token could be taken now; takes none.</summary>
    public bool HasRoom()
    {
        if (_perSecond <= 0) return true;
        lock (_gate)
        {
            Fill();
            return _tokens >= 1;
        }
    }

    private void Fill()
    {
        var now = _clock.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_clock.GetElapsedTime(_filledAt, now).TotalSeconds * _perSecond));
        _filledAt = now;
    }
}
