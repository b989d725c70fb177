using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Suppression;
using IotLink.Core.Devices;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Alarms;

public sealed class SuppressionTests
{
    private static readonly Alarm Hot = AlarmLifecycle.Apply(null, Plant.Change("d-1", true, 1))!;
    private static readonly AlarmOptions Options = new();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void A_window_holds_from_its_beginning_to_before_its_end(int minute, bool active) =>
        Assert.Equal(active, Window().IsActive(Plant.Noon.AddMinutes(minute)));

    [Theory]
    [InlineData(MaintenanceRhythm.Daily, 24 * 60, true)]
    [InlineData(MaintenanceRhythm.Daily, (24 * 60) + 60, false)]
    [InlineData(MaintenanceRhythm.Weekly, 24 * 60, false)]
    [InlineData(MaintenanceRhythm.Weekly, 7 * 24 * 60, true)]
    [InlineData(MaintenanceRhythm.Weekly, (14 * 24 * 60) + 59, true)]
    [InlineData(MaintenanceRhythm.Weekly, 21 * 24 * 60, false)]
    public void A_recurring_window_comes_again_until_its_last_day(MaintenanceRhythm rhythm, int minute, bool active) =>
        Assert.Equal(active, (Window() with { Rhythm = rhythm, Until = Plant.Noon.AddDays(20) }).IsActive(Plant.Noon.AddMinutes(minute)));

    [Fact]
    public void An_ended_window_holds_no_more() =>
        Assert.False((Window() with { EndedAt = Plant.Noon.AddMinutes(10) }).IsActive(Plant.Noon.AddMinutes(10)));

    [Theory]
    [InlineData(MaintenanceTarget.Device, "d-1", true)]
    [InlineData(MaintenanceTarget.Device, "site-a", false)]
    [InlineData(MaintenanceTarget.Site, "site-a", true)]
    [InlineData(MaintenanceTarget.Site, "site-b", false)]
    [InlineData(MaintenanceTarget.Product, "prod-a", true)]
    [InlineData(MaintenanceTarget.Product, "prod-b", false)]
    public void A_window_covers_its_device_site_or_product(MaintenanceTarget target, string key, bool covers)
    {
        var around = new Circumstances(Plant.SiteA.Id, [Window() with { Target = target, Key = key }], null);
        var expected = covers ? new AlarmSuppression(SuppressionKind.Maintenance, "7", "펌프 교체") : null;
        Assert.Equal(expected, Suppressing.Of(Hot, around, Plant.Noon));
    }

    [Fact]
    public void A_silent_hub_explains_silence_and_nothing_else()
    {
        var hub = Hot with { Device = "hub-1".AsDevice(), Id = AlarmId.Of(new(0, 9), "hub-1".AsDevice(), "no-data"), Silence = true };
        var around = new Circumstances(null, [], hub);
        Assert.Null(Suppressing.Of(Hot, around, Plant.Noon));
        Assert.Equal(new(SuppressionKind.Hub, hub.Id.Value, "hub-1"), Suppressing.Of(Hot with { Silence = true }, around, Plant.Noon));
        Assert.Null(Suppressing.Of(hub, around, Plant.Noon));
    }

    [Fact]
    public void Children_have_a_while_to_be_heard_after_the_hub()
    {
        var hub = Hot with { Silence = true };
        var suppression = new AlarmSuppression(SuppressionKind.Hub, hub.Id.Value, "hub-1");
        var over = hub with { State = AlarmState.Resolved, ResolvedAt = Plant.Noon };
        Assert.False(IsOver(suppression, hub, 0));
        Assert.False(IsOver(suppression, over, 1.9));
        Assert.True(IsOver(suppression, over, 2));
        Assert.True(IsOver(suppression, null, 0));
    }

    [Fact]
    public void Five_raises_in_ten_minutes_are_flapping_and_the_sixth_too_old_is_not()
    {
        IReadOnlyList<DateTimeOffset> raises = [];
        for (var i = 0; i < 4; i++) raises = Flapping.Remember(raises, Plant.Noon.AddMinutes(i), Options);
        Assert.False(Flapping.Is(raises, Options));
        Assert.True(Flapping.Is(Flapping.Remember(raises, Plant.Noon.AddMinutes(9), Options), Options));
        Assert.False(Flapping.Is(Flapping.Remember(raises, Plant.Noon.AddMinutes(10), Options), Options));
        Assert.False(Flapping.Is(Flapping.Remember(raises, Plant.Noon.AddMinutes(9), new() { FlapRaises = 0 }), new() { FlapRaises = 0 }));
    }

    [Fact]
    public void A_flapping_alarm_falls_quiet_before_it_is_over()
    {
        var flapping = Flapping.Mark(Hot, 5);
        var quiet = AlarmLifecycle.Apply(flapping, Plant.Change("d-1", false, 60))!;
        Assert.Equal((AlarmState.New, Plant.Noon.AddSeconds(61)), (quiet.State, quiet.QuietSince));
        var back = AlarmLifecycle.Apply(quiet, Plant.Change("d-1", true, 70))!;
        Assert.Equal((6, null), (back.Raises, back.QuietSince));
        Assert.False(Flapping.HasSettled(quiet, Plant.Noon.AddMinutes(11), Options));
        Assert.True(Flapping.HasSettled(quiet, Plant.Noon.AddSeconds(61).AddMinutes(10), Options));
        Assert.Equal((AlarmState.Resolved, ResolveCause.Ended), (Flapping.Settle(quiet, Plant.Noon).State, Flapping.Settle(quiet, Plant.Noon).Cause));
    }

    [Fact]
    public void More_than_the_limit_from_one_site_is_a_storm_and_the_limit_is_not()
    {
        var gusts = Enumerable.Range(1, 4).Select(i => Gust(i, "site-a", $"rule-{i}")).ToList();
        Assert.Empty(Storms.Find(gusts, 4));
        var found = Storms.Find(gusts, 3);
        Assert.Equal(4, found.Count);
        Assert.Equal(new AlarmGroup(AlarmGroupKind.Site, "site-a", Plant.Noon.AddSeconds(1)), Assert.Single(found.Values.Distinct()));
    }

    [Fact]
    public void One_rule_on_many_sites_is_a_storm_too()
    {
        var found = Storms.Find([.. Enumerable.Range(1, 4).Select(i => Gust(i, $"site-{i}", "hot"))], 3);
        Assert.Equal(AlarmGroupKind.Rule, Assert.Single(found.Values.Distinct()).Kind);
    }

    [Fact]
    public void A_storm_that_goes_on_takes_in_what_follows()
    {
        var storm = new AlarmGroup(AlarmGroupKind.Site, "site-a", Plant.Noon);
        var found = Storms.Find([Gust(1, "site-a", "x") with { Group = storm.ToString() }, Gust(2, "site-a", "y"), Gust(3, "site-b", "y")], 3);
        Assert.Equal([Gust(2, "site-a", "y").Alarm], found.Keys);
        Assert.Equal(storm, Assert.Single(found.Values));
    }

    [Theory]
    [InlineData("site:1:a:b", true)]
    [InlineData("rule:x:a", false)]
    [InlineData("other:1:a", false)]
    [InlineData("", false)]
    public void A_storm_is_read_back_as_it_was_written(string text, bool readable)
    {
        Assert.Equal(readable, AlarmGroup.TryParse(text, out var group));
        if (readable) Assert.Equal(text, group!.ToString());
    }

    private static bool IsOver(AlarmSuppression suppression, Alarm? hub, double minutes) =>
        Suppressing.IsOver(suppression, [], hub, Plant.Noon.AddMinutes(minutes), Options.HubGrace);

    private static Gust Gust(int second, string site, string rule) =>
        new(AlarmId.Of(new(0, second), DeviceId.Parse($"d-{second}", null), rule), site, rule, Plant.Noon.AddSeconds(second), null);

    private static MaintenanceWindow Window() => new(7, MaintenanceTarget.Device, "d-1", Plant.Noon, Plant.Noon.AddHours(1)) { Why = "펌프 교체" };
}
