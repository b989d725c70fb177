using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Tests.Core.Documents;

public sealed class CanaryScopeTests
{
    private static readonly DocumentKey Key = DocumentKey.Parse("spec/prod-a/main", null);

    private static readonly Device[] Fleet = [.. Enumerable.Range(0, 10_000).Select(n => Of($"dev-{n}"))];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    public void A_share_takes_about_that_share(double percent)
    {
        var taken = Fleet.Count(d => CanaryScope.Share(percent).Contains(Key, d)) / 100.0;
        Assert.InRange(taken, percent - 1.5, percent + 1.5);
    }

    [Fact]
    public void The_same_devices_are_taken_each_time_and_by_every_host() =>
        Assert.Equal("dev-9", Fleet.First(d => CanaryScope.Share(10).Contains(Key, d)).Id.Value);

    [Fact]
    public void A_larger_share_holds_the_smaller_one() =>
        Assert.All(Fleet.Where(d => CanaryScope.Share(3).Contains(Key, d)), d => Assert.True(CanaryScope.Share(30).Contains(Key, d)));

    [Fact]
    public void Sites_and_single_devices_are_taken_whatever_the_share()
    {
        var site = SiteId.Parse("site-1", null);
        var scope = new CanaryScope(0, [site], [Fleet[7].Id]);
        Assert.True(scope.Contains(Key, Fleet[7]));
        Assert.True(scope.Contains(Key, Fleet[8] with { Site = site }));
        Assert.False(scope.Contains(Key, Fleet[8]));
    }

    private static Device Of(string id) => new(DeviceId.Parse(id, null), ProductId.Parse("prod-a", null), id);
}
