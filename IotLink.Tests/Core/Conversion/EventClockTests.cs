using IotLink.Core.Conversion;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Conversion;

public sealed class EventClockTests
{
    private static readonly DateTimeOffset Ingest = Converting.Now;

    [Fact]
    public void The_first_time_that_is_there_counts()
    {
        var (a, b, c) = (Ingest.AddSeconds(-3), Ingest.AddSeconds(-2), Ingest.AddSeconds(-1));
        Assert.Equal(new(a, TimeSource.Device, false), EventClock.Pick(a, b, c, Ingest));
        Assert.Equal(new(b, TimeSource.Header, false), EventClock.Pick(null, b, c, Ingest));
        Assert.Equal(new(c, TimeSource.Hub, false), EventClock.Pick(null, null, c, Ingest));
        Assert.Equal(new(Ingest, TimeSource.Ingest, false), EventClock.Pick(null, null, null, Ingest));
    }

    [Theory]
    [InlineData(300_000, false)]
    [InlineData(300_001, true)]
    [InlineData(-86_400_000L * 365, false)]
    [InlineData(-86_400_000L * 365 * 20, true)]
    public void An_impossible_time_is_corrected_to_the_ingest_time(long ahead, bool corrected)
    {
        var said = Ingest.AddMilliseconds(ahead);
        var expected = corrected ? new EventTime(Ingest, TimeSource.Ingest, true) : new(said, TimeSource.Device, false);
        Assert.Equal(expected, EventClock.Pick(said, Ingest, Ingest, Ingest));
    }
}
