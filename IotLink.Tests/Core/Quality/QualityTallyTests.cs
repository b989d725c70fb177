using IotLink.Core.Quality;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Quality;

public sealed class QualityTallyTests
{
    private readonly QualityTally _tally = new();

    [Fact]
    public void Counting_from_batch_to_batch_allocates_nothing()
    {
        var (product, device) = (Sample.Product("prod-a"), Sample.Device("dev-1"));
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Count();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Count()
        {
            for (var batch = 0; batch < 10; batch++)
            {
                _tally.Clear();
                for (var i = 0; i < 100; i++)
                {
                    var key = new QualityKey(i % 3, product, "1.0");
                    _tally.Of(key).Readings++;
                    _tally.Of(new BreachKey(key, device, "heat", "contract.rate")).Marked++;
                }
            }
        }
    }

    [Fact]
    public void A_cleared_tally_is_empty_and_equal_keys_add_up()
    {
        _tally.Of(new QualityKey(1, Sample.Product("prod-a"), "1.0")).Readings += 2;
        _tally.Of(new QualityKey(1, Sample.Product("prod-a"), "1.0")).Readings += 3;
        Assert.Equal(5, Assert.Single(_tally.Counts).Value.Readings);
        _tally.Clear();
        Assert.True(_tally.IsEmpty);
        Assert.Empty(_tally.Breaches);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T00:59:59Z", 0)]
    [InlineData("1970-01-01T01:00:00Z", 1)]
    public void An_hour_is_counted_from_1970(string at, long hour) =>
        Assert.Equal(hour, QualityKey.HourOf(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));
}
