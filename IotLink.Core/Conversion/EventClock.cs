using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>Decides which of a message's times counts.</summary>
public static class EventClock
{
    /// <summary>How far a device's clock may run ahead; more is a clock that was never set right.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    /// <summary>No product that reports here is older; clocks without a battery start in 1970, 1980, 2000 or 2010.</summary>
    public static readonly DateTimeOffset Earliest = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The first of the times that is there. When it is impossible, the ingest time counts instead and the reading says so: an impossible clock
    /// makes its neighbours doubtful too.
    /// </summary>
    public static EventTime Pick(DateTimeOffset? device, DateTimeOffset? header, DateTimeOffset? hub, DateTimeOffset ingest)
    {
        var (said, source) =
            device is not null ? (device, TimeSource.Device)
            : header is not null ? (header, TimeSource.Header)
            : hub is not null ? (hub, TimeSource.Hub)
            : (null, TimeSource.Ingest);
        if (said is not { } time) return new(ingest, TimeSource.Ingest, false);
        return time > ingest + MaxAhead || time < Earliest ? new(ingest, TimeSource.Ingest, true) : new(time, source, false);
    }
}

/// <param name="Corrected">The time that was said is impossible.</param>
public readonly record struct EventTime(DateTimeOffset Time, TimeSource Source, bool Corrected);
