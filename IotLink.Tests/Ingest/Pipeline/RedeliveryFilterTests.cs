using IotLink.Core.Devices;
using IotLink.Ingest.Pipeline;

namespace IotLink.Tests.Ingest.Pipeline;

public sealed class RedeliveryFilterTests
{
    private static readonly DeviceId Device = DeviceId.Parse("prod-a-0001", null);
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly RedeliveryFilter _filter = new();

    [Fact]
    public void What_a_device_sent_is_known_for_ten_minutes()
    {
        _filter.Remember(Device, 1, Noon);

        Assert.True(_filter.Knows(Device, 1, Noon.AddMinutes(10)));
        Assert.False(_filter.Knows(Device, 1, Noon.AddMinutes(11)));
    }

    [Fact]
    public void What_another_device_sent_is_not_known()
    {
        _filter.Remember(DeviceId.Parse("prod-a-0002", null), 1, Noon);

        Assert.False(_filter.Knows(Device, 1, Noon));
    }

    [Fact]
    public void A_burst_is_remembered_whole_up_to_the_bound()
    {
        for (var i = 0; i < RedeliveryFilter.Remembered + 10; i++) _filter.Remember(Device, (ulong)i, Noon.AddSeconds(i / 100));

        Assert.False(_filter.Knows(Device, 9, Noon.AddSeconds(3)));
        Assert.All(Enumerable.Range(10, RedeliveryFilter.Remembered), i => Assert.True(_filter.Knows(Device, (ulong)i, Noon.AddSeconds(3))));
    }
}
