using IotLink.Core.Health;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>How AWS IoT has answered, for the system page. Without it telemetry still flows, so it is never more than degraded.</summary>
internal sealed class AwsIotHealth : IPart
{
    private long _answered, _repeated;
    private volatile string? _fault;

    public PartStatus Status => _fault is { } fault
        ? new("aws-iot", PartState.Degraded, fault)
        : new("aws-iot", PartState.Ok, $"{Interlocked.Read(ref _answered)} answers, {Interlocked.Read(ref _repeated)} repeats");

    public void Answered()
    {
        Interlocked.Increment(ref _answered);
        _fault = null;
    }

    public void Repeated() => Interlocked.Increment(ref _repeated);

    public void Failed(string why) => _fault = why;
}
