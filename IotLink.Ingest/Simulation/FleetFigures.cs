namespace IotLink.Ingest.Simulation;

/// <summary>What a fleet has done so far; counted from many tasks.</summary>
public sealed class FleetFigures
{
    private long _sent;
    private long _sessions;
    private long _lost;

    /// <summary>Messages handed to the gateways and, where the transport says so, acknowledged.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Connections opened.</summary>
    public long Sessions => Interlocked.Read(ref _sessions);

    /// <summary>Connections that failed or were closed by the gateway.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    internal void CountSent() => Interlocked.Increment(ref _sent);

    internal void CountSession() => Interlocked.Increment(ref _sessions);

    internal void CountLost() => Interlocked.Increment(ref _lost);
}
