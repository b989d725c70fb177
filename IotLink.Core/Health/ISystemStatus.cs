namespace IotLink.Core.Health;

/// <summary>The running host in figures, for the system page. Rates are over the last ten seconds.</summary>
public interface ISystemStatus
{
    SystemSnapshot Now();
}

/// <param name="Lag">Age of the oldest message that is durable but not yet stored; zero when there is none.</param>
/// <param name="Refused">Messages refused since start, by reason code, most first.</param>
/// <param name="DiskFree">Bytes free where the data folder is.</param>
/// <param name="DiskUsed">Bytes the data folder takes.</param>
public sealed record SystemSnapshot(
    DateTimeOffset At,
    DateTimeOffset StartedAt,
    IReadOnlyList<PartStatus> Parts,
    IReadOnlyList<ChannelFigures> Channels,
    IReadOnlyList<ReasonCount> Refused,
    double ReadingsPerSecond,
    long ReadingsStored,
    long AlarmsRaised,
    TimeSpan Lag,
    long DiskFree,
    long DiskUsed)
{
    /// <summary>null where this host does not carry out jobs about dead letters.</summary>
    public LetterFigures? DeadLetters { get; init; }
}

/// <summary>Dead letters and the jobs about them, as of a second ago.</summary>
/// <param name="Open">Still to be dealt with.</param>
/// <param name="Parked">Failed too often; wait for a person.</param>
/// <param name="Reprocessed">Became telemetry since the start.</param>
/// <param name="Waiting">Jobs that nobody carries out yet.</param>
/// <param name="Running">Jobs under way, here or elsewhere.</param>
public sealed record LetterFigures(int Open, int Parked, long Reprocessed, int Waiting, int Running);

/// <param name="Channel"><c>mqtt</c>, <c>tcp</c> or <c>rest</c>.</param>
/// <param name="Address">Where it listens; empty when off.</param>
public sealed record ChannelFigures(string Channel, string Address, double MessagesPerSecond, long Acknowledged, int Connections);

public sealed record ReasonCount(string Code, long Count);
