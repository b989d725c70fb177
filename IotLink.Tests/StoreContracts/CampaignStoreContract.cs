using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteCampaignStoreTests(SqliteFixture place) : CampaignStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresCampaignStoreTests(PostgresFixture place) : CampaignStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="ICampaignStore"/> keeps to.</summary>
public abstract class CampaignStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly ProductId Product = ProductId.Parse("prod-a", null);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly Person By = new("u-1", "한지호");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private CampaignStore Campaigns => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_campaign_comes_back_as_it_was()
    {
        var plan = new CampaignPlan
        {
            Rings = [0.1, 1],
            Rate = new(10, 1.5, 20, RateCounts.Succeeded, 300),
            Window = new(new(22, 0), new(5, 0)),
            StartAt = Plant.Noon,
            Jitter = TimeSpan.FromMinutes(3),
            Health = "tempC < 80",
            Stop = new() { Failures = 0.2, Unwell = 0.3, AtLeast = 4 },
            OnHalt = ReturnScope.Fleet,
            Form = DocumentForm.FreeRtos,
        };
        var campaign = New("c-1", plan) with
        {
            Name = "온도 보정",
            Targets = new() { Sites = [SiteId.Parse("s-1101", null)], Devices = [Device(1)], Versions = ["1.0"], Dynamic = true },
            Created = new(By, Plant.Noon),
            Halt = new("health", 0.2, 0.1, Plant.Noon),
            Measured = new(10, 0.1, 9, 0.2, 8, 0.1),
            Events = [new(Plant.Noon, CampaignWord.Drafted, "한지호", "")],
        };

        Assert.True(await Campaigns.AddAsync(campaign, Ct));
        Assert.False(await Campaigns.AddAsync(campaign, Ct));

        var found = (await Campaigns.FindAsync("c-1", Ct))!;
        Assert.Equivalent(campaign, found, strict: true);
        Assert.Equal((plan.Window, plan.StartAt, plan.Rate), (found.Plan.Window, found.Plan.StartAt, found.Plan.Rate));
        Assert.Null(await Campaigns.FindAsync("c-2", Ct));
    }

    [Fact]
    public async Task Of_two_hosts_one_gets_a_campaign_and_the_other_when_the_lease_has_ended()
    {
        await RunningAsync("c-1", 2);
        var other = new CampaignStore(new(place.Settings));

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => (n % 2 == 0 ? Campaigns : other).TakeAsync($"host-{n}", Plant.Noon, Lease, Ct)));

        var mine = Assert.Single(taken, t => t is not null)!;
        Assert.Null(await Campaigns.TakeAsync("host-x", Plant.Noon.AddSeconds(30), Lease, Ct));
        Assert.NotNull(await Campaigns.TakeAsync(mine.Owner, Plant.Noon.AddSeconds(20), Lease, Ct));
        Assert.NotNull(await Campaigns.TakeAsync("host-x", Plant.Noon.AddSeconds(51), Lease, Ct));
        Assert.Null(await Campaigns.TakeAsync(mine.Owner, Plant.Noon.AddSeconds(52), Lease, Ct));
    }

    [Fact]
    public async Task A_turn_of_a_host_that_lost_the_campaign_or_looked_at_an_older_one_is_not_kept()
    {
        await RunningAsync("c-1", 3);
        var slow = (await Campaigns.TakeAsync("slow", Plant.Noon, Lease, Ct))!;
        var quick = (await Campaigns.TakeAsync("quick", Plant.Noon.AddMinutes(1), Lease, Ct))!;

        Assert.False(await Campaigns.KeepAsync(slow, await TurnAsync(slow.Campaign), Plant.Noon, Ct));
        Assert.All(await Campaigns.RolloutsAsync("c-1", Ct), r => Assert.Equal(RolloutState.Waiting, r.State));

        await Campaigns.ChangeAsync("c-1", c => CampaignLife.Decide(c, new CampaignStep.Pause(By), Plant.Noon).Campaign, Ct);
        Assert.False(await Campaigns.KeepAsync(quick, await TurnAsync(quick.Campaign), Plant.Noon, Ct));
        Assert.Equal(CampaignState.Paused, (await Campaigns.FindAsync("c-1", Ct))!.State);
    }

    [Fact]
    public async Task What_a_turn_changed_is_kept_with_its_history_and_the_campaign_is_due_when_it_says()
    {
        await RunningAsync("c-1", 3);
        var taken = (await Campaigns.TakeAsync("host", Plant.Noon, Lease, Ct))!;
        var opened = await TurnAsync(taken.Campaign);
        Assert.True(await Campaigns.KeepAsync(taken, opened, Plant.Noon.AddSeconds(5), Ct));

        Assert.Null(await Campaigns.TakeAsync("host", Plant.Noon.AddSeconds(4), Lease, Ct));
        var again = (await Campaigns.TakeAsync("host", Plant.Noon.AddSeconds(5), Lease, Ct))!;
        Assert.True(await Campaigns.KeepAsync(again, await TurnAsync(again.Campaign), Plant.Noon, Ct));

        var rollouts = await Campaigns.RolloutsAsync("c-1", Ct);
        var sent = Assert.Single(rollouts, r => r.Ring == 0);
        Assert.Equal((RolloutState.Sent, 1, "1.0"), (sent.State, sent.Attempt, sent.Before));
        var line = Assert.Single(await Campaigns.HistoryAsync(sent.Device, null, 10, Ct));
        Assert.Equal(("c-1", "2.0", RolloutState.Sent, 1), (line.Campaign, line.Version, line.State, line.Attempt));
        var rings = (await Campaigns.ProgressAsync(["c-1"], Ct))["c-1"];
        Assert.Equal([(0, 1), (1, 2)], rings.Select(r => (r.Ring, r.Total)));
        Assert.Equal(1, rings[0][RolloutState.Sent]);
    }

    [Fact]
    public async Task A_device_is_enrolled_once_and_those_of_another_campaign_are_busy_until_they_are_through()
    {
        await RunningAsync("c-1", 3);
        var taken = (await Campaigns.TakeAsync("host", Plant.Noon, Lease, Ct))!;
        Assert.True(await Campaigns.EnrolAsync(taken, taken.Campaign, RingPlan.Of(taken.Campaign, [(Device(2), "other"), (Device(9), null)], Plant.Noon), Ct));

        var rollouts = await Campaigns.RolloutsAsync("c-1", Ct);
        Assert.Equal(4, rollouts.Count);
        Assert.Equal("1.0", rollouts.Single(r => r.Device == Device(2)).Before);
        Assert.Equal(4, (await Campaigns.BusyAsync(Product, null, Ct)).Count);
        Assert.Empty(await Campaigns.BusyAsync(Product, "c-1", Ct));
        Assert.Empty(await Campaigns.BusyAsync(ProductId.Parse("prod-b", null), null, Ct));

        await Campaigns.ChangeAsync("c-1", (c, all) => new ReturnOrder().Apply(c, all, "한지호", "", Plant.Noon), Ct);
        Assert.Empty(await Campaigns.BusyAsync(Product, null, Ct));
    }

    [Fact]
    public async Task Devices_are_found_by_ring_state_and_part_of_their_id_and_failures_are_counted_by_reason()
    {
        await RunningAsync("c-1", 20);
        await Campaigns.ChangeAsync("c-1", (c, all) => (c, [.. all.Where(r => r.Ring == 1).Take(3).Select((r, i) => r with { State = RolloutState.Failed, IsHarmed = true, Reason = i == 0 ? "b" : "a" })]), Ct);

        Assert.Equal([new FailureGroup("a", 2), new FailureGroup("b", 1)], await Campaigns.FailuresAsync("c-1", Ct));
        var failed = await Campaigns.RolloutsAsync("c-1", new RolloutQuery(States: [RolloutState.Failed], Take: 2), Ct);
        Assert.Equal((3, 2), (failed.Total, failed.Items.Count));
        Assert.Equal(2, (await Campaigns.RolloutsAsync("c-1", new RolloutQuery(Ring: 0), Ct)).Total);
        Assert.Equal(Device(7), Assert.Single((await Campaigns.RolloutsAsync("c-1", new RolloutQuery(Search: "007"), Ct)).Items).Device);
    }

    [Fact]
    public async Task Campaigns_are_listed_newest_first_and_only_a_draft_can_be_discarded()
    {
        await Campaigns.AddAsync(New("c-1") with { Created = new(By, Plant.Noon) }, Ct);
        await Campaigns.AddAsync(New("c-2") with { Created = new(By, Plant.Noon.AddHours(1)), State = CampaignState.Running }, Ct);

        Assert.Equal(["c-2", "c-1"], (await Campaigns.ListAsync(new(), Ct)).Items.Select(c => c.Id));
        Assert.Equal(["c-2"], (await Campaigns.ListAsync(new(States: [CampaignState.Running]), Ct)).Items.Select(c => c.Id));
        Assert.Equal(0, (await Campaigns.ListAsync(new(ProductId.Parse("prod-b", null)), Ct)).Total);
        Assert.False(await Campaigns.DiscardAsync("c-2", Ct));
        Assert.True(await Campaigns.DiscardAsync("c-1", Ct));
        Assert.Null(await Campaigns.FindAsync("c-1", Ct));
    }

    private static Campaign New(string id, CampaignPlan? plan = null) => new(id, Product, "2.0", plan ?? new() { Rings = [0.1, 1] });

    private static DeviceId Device(int n) => DeviceId.Parse($"dev-{n:D3}", null);

    private async Task RunningAsync(string id, int devices)
    {
        var campaign = New(id) with { Approved = new(By, Plant.Noon) };
        await Campaigns.AddAsync(campaign, Ct);
        await Campaigns.ChangeAsync(id, c => CampaignLife.Decide(c, new CampaignStep.Start(By), Plant.Noon).Campaign, Ct);
        var taken = (await Campaigns.TakeAsync("first", Plant.Noon.AddHours(-1), Lease, Ct))!;
        Assert.True(await Campaigns.EnrolAsync(taken, taken.Campaign, RingPlan.Of(campaign, Enumerable.Range(1, devices).Select(n => (Device(n), (string?)"1.0")), Plant.Noon), Ct));
    }

    private async Task<CampaignTurn> TurnAsync(Campaign campaign)
    {
        var nothing = new Dictionary<DeviceId, IotLink.Core.Firmware.Jobs.JobExecution>();
        return CampaignTurn.Of(campaign, await Campaigns.RolloutsAsync(campaign.Id, Ct), new(nothing, nothing, new Dictionary<DeviceId, DeviceHealth>(), Plant.Noon, new(12, 0)));
    }
}
