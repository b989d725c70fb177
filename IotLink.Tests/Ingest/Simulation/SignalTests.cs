using IotLink.Ingest.Simulation;

namespace IotLink.Tests.Ingest.Simulation;

public sealed class SignalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_signal_is_the_same_for_the_same_device_and_time()
    {
        var signal = new Signal(19, 25);
        Assert.Equal(signal.At(Noon, 7), signal.At(Noon, 7));
        Assert.NotEqual(signal.At(Noon, 7), signal.At(Noon, 8));
    }

    [Fact]
    public void A_signal_stays_in_its_range_and_moves_slowly()
    {
        var signal = new Signal(19, 25);
        var course = Enumerable.Range(0, 2000).Select(i => signal.At(Noon.AddSeconds(5 * i), 42)).ToList();
        Assert.All(course, v => Assert.InRange(v, 18.9, 25.1));
        Assert.All(course.Zip(course.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 0.5));
        Assert.True(course.Max() - course.Min() > 1);
    }

    [Fact]
    public void A_meter_only_grows()
    {
        var meter = Signal.Meter(40);
        var course = Enumerable.Range(0, 100).Select(i => meter.At(Noon.AddMinutes(i), 3)).ToList();
        Assert.Equal(course.Order(), course);
    }
}
