namespace IotLink.Ingest.Simulation;

/// <summary>The fleet's time: now, how long it runs, and waiting.</summary>
/// <param name="rate">How much faster than their period the devices send; 1 is as they are.</param>
internal sealed class FleetClock(TimeProvider time, double rate = 1)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();

    public double Rate => rate;

    public DateTimeOffset Now => time.GetUtcNow();

    public TimeSpan Running => Now - _started;

    public Task WaitAsync(TimeSpan span, CancellationToken ct) => Task.Delay(span, time, ct);
}
