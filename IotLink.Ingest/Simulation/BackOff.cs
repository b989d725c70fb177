namespace IotLink.Ingest.Simulation;

/// <param name="spread">0 to 1, the device's own.</param>
/// <summary>How long a device waits before it dials again: doubled from a second to a minute, spread so that a plant does not dial at once.</summary>
internal sealed class BackOff(double spread)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private TimeSpan _next = Shortest;

    public void Reset() => _next = Shortest;

    public TimeSpan Next()
    {
        var wait = _next * (0.5 + spread);
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return wait;
    }
}
