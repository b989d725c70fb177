using IotLink.Core.Devices;
using IotLink.Core.Firmware.Campaigns;

namespace IotLink.Tests.Core.Firmware.Campaigns;

public sealed class CampaignPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 50)]
    [InlineData(999, 50)]
    [InlineData(1000, 100)]
    [InlineData(2000, 200)]
    [InlineData(3000, 400)]
    [InlineData(9000, 1000)]
    public void A_rate_grows_by_its_factor_at_each_step_up_to_its_cap(int notified, int perMinute) =>
        Assert.Equal(perMinute, new RolloutRate(50, Factor: 2, EachStep: 1000).At(notified, succeeded: 0));

    [Fact]
    public void Rings_hold_their_shares_and_a_device_is_always_in_the_same() =>
        Assert.Equal([20, 180, 800, 1000], Rings(2000).GroupBy(r => r.Ring).Select(g => g.Count()));

    [Fact]
    public void A_small_fleet_has_one_device_in_each_ring_while_there_are_any() =>
        Assert.Equal([0, 1, 2], Rings(3).Select(r => r.Ring));

    [Fact]
    public void The_order_of_the_list_changes_nothing()
    {
        var devices = Enumerable.Range(0, 50).Select(i => (DeviceId.Parse($"d-{i}", null), (string?)null)).ToList();
        var one = RingPlan.Of(Campaign(new()), devices, Noon);
        devices.Reverse();
        Assert.Equal(one, RingPlan.Of(Campaign(new()), devices, Noon));
    }

    [Fact]
    public void No_more_than_the_rate_are_sent_in_any_minute()
    {
        var fleet = new SimulatedFleet(400, _ => SimulatedFault.None, new() { Rings = [1], Rate = new(PerMinute: 30), Watch = TimeSpan.Zero });
        fleet.RunUntil(f => f.Campaign.State == CampaignState.Ended);

        var sent = fleet.Rollouts.Select(r => r.SentAt!.Value).Order().ToList();
        for (var i = 30; i < sent.Count; i++) Assert.True(sent[i] - sent[i - 30] >= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Outside_the_window_nothing_is_sent_and_a_window_may_pass_midnight()
    {
        Assert.True(new DailyWindow(new(22, 0), new(5, 0)).Contains(new(1, 30)));
        Assert.False(new DailyWindow(new(22, 0), new(5, 0)).Contains(new(12, 0)));

        var fleet = new SimulatedFleet(10, _ => SimulatedFault.None, new() { Window = new(new(22, 0), new(5, 0)) }); // it is noon there
        for (var i = 0; i < 50; i++) fleet.Tick();
        Assert.Equal(10, fleet.Count(RolloutState.Waiting));
    }

    [Fact]
    public void Rings_by_hand_wait_for_the_hand()
    {
        var fleet = new SimulatedFleet(100, _ => SimulatedFault.None, new() { RingsByHand = true, Watch = TimeSpan.Zero });
        for (var i = 0; i < 100; i++) fleet.Tick();
        Assert.Equal((0, 1), (fleet.Campaign.Ring, fleet.Count(RolloutState.Succeeded)));
    }

    [Fact]
    public void Jitter_spreads_the_beginning_over_its_time()
    {
        var fleet = new SimulatedFleet(200, _ => SimulatedFault.None, new() { Rings = [1], Rate = new(1000), Jitter = TimeSpan.FromMinutes(10), Watch = TimeSpan.Zero });
        fleet.RunUntil(f => f.Campaign.State == CampaignState.Ended);

        var minutes = fleet.Rollouts.GroupBy(r => (int)(r.SentAt!.Value - fleet.Campaign.RingOpenedAt!.Value).TotalMinutes).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(10, minutes.Count(m => m.Value is >= 5 and <= 45));
    }

    private static Campaign Campaign(CampaignPlan plan) => new("c-1", ProductId.Parse("prod-a", null), "2", plan);

    private static IReadOnlyList<Rollout> Rings(int devices) =>
        RingPlan.Of(Campaign(new()), Enumerable.Range(0, devices).Select(i => (DeviceId.Parse($"d-{i}", null), (string?)"1")), Noon);
}
