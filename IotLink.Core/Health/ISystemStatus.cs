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
    long DiskUsed);

/// <param name="Channel"><c>mqtt</c>, <c>tcp</c> or <c>rest</c>.</param>
/// <param name="Address">Where it listens; empty when off.</param>
public sealed record ChannelFigures(string Channel, string Address, double MessagesPerSecond, long Acknowledged, int Connections);

public sealed record ReasonCount(string Code, long Count);
