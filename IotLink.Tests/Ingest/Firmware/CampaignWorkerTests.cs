using IotLink.Core.Adapters.Relational;
using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Firmware;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Live;
using IotLink.Core.Telemetry;
using IotLink.Core.Things;
using IotLink.Ingest.Firmware;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Core.Firmware.Campaigns;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Firmware;

/// <summary>Whole campaigns through the stores, the job service and hosts that end in the middle.</summary>
public sealed class CampaignWorkerTests(SqliteFixture place, ITestOutputHelper output) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly ProductId Product = ProductId.Parse("prod-a", null);
    private static readonly Person Author = new("kim", "Kim");
    private static readonly Person Reviewer = new("lee", "Lee");
    private static readonly CampaignPlan Plan = new()
    {
        Rate = new(PerMinute: 120),
        TimeLimit = TimeSpan.FromMinutes(5),
        Watch = TimeSpan.FromMinutes(2),
        Health = "tempC < 80",
    };

    private readonly FakeTimeProvider _clock = new(Plant.Noon);
    private readonly StillHot _hot = new();
    private readonly FakeRegistry _registry = new();
    private readonly MemoryThings _things = new();
    private readonly Dictionary<DeviceId, SimulatedDevice> _devices = [];
    private EmbeddedJobs _jobs = null!;
    private MortalJobs _mortal = null!;
    private CampaignWorker _worker = null!;
    private int _deaths;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private CampaignStore Campaigns => new(place.Database);

    private ImageStore Images => new(place.Database);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        var live = new LiveFeed(_clock, NullLogger<LiveFeed>.Instance);
        _jobs = new(_things, _registry, new ThingQueues(), new ThingNews(live), _clock);
        _mortal = new(_jobs);
        StartHost();
        foreach (var version in new[] { SimulatedFleet.Old, SimulatedFleet.New })
        {
            var image = new FirmwareImage(Product, version, 1000, new string(version == SimulatedFleet.Old ? 'a' : 'b', 64)) { State = ImageState.Released, FileName = "fw.bin" };
            Assert.True(await Images.AddAsync(image, Ct));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.9)]
    public async Task A_firmware_that_breaks_8_percent_of_2000_devices_halts_by_itself_and_goes_back_though_hosts_end_in_the_middle(int seed, double deaths)
    {
        var random = new Random(seed);
        await FleetAsync(2000, _ => random.NextDouble() >= 0.08 ? SimulatedFault.None : random.Next(2) == 0 ? SimulatedFault.UnwellAfterwards : SimulatedFault.InstallerFails);
        _mortal.Random = new(seed);
        _mortal.Deaths = deaths;
        await StartAsync(Plan);
        var most = 0;
        await RunUntilAsync(c => c.State == CampaignState.Halted, () => most = Math.Max(most, _devices.Values.Count(d => d.IsHarmed)));
        await RunUntilAsync(_ => Campaigns.RolloutsAsync("c-1", Ct).Result.All(r => r.State.IsEnd), () => most = Math.Max(most, _devices.Values.Count(d => d.IsHarmed)));

        var campaign = (await Campaigns.FindAsync("c-1", Ct))!;
        var rollouts = await Campaigns.RolloutsAsync("c-1", Ct);
        var touched = _devices.Values.Count(d => d.Installed.Count > 0);
        output.WriteLine($"{_deaths} hosts ended: halted by {campaign.Halt!.Rule} at {campaign.Halt.Share:P1}, {touched} of 2000 updated, at most {most} harmed at once, {rollouts.Count(r => r.State == RolloutState.Returned)} returned");
        if (deaths > 0) Assert.InRange(_deaths, 5, int.MaxValue);
        Assert.InRange(most, 0, 99);
        Assert.Equal(2000, rollouts.Count);
        Assert.DoesNotContain(_devices.Values, d => d.IsHarmed);
        Assert.All(_devices.Values, d => Assert.True(d.Installed is [] or [SimulatedFleet.New] or [SimulatedFleet.New, SimulatedFleet.Old], string.Join(", ", d.Installed)));
        Assert.All(rollouts, r => Assert.Equal(r.State == RolloutState.Succeeded ? SimulatedFleet.New : SimulatedFleet.Old, _devices[r.Device].Version));
    }

    [Fact]
    public async Task A_good_firmware_reaches_every_device_once_and_the_campaign_ends()
    {
        await FleetAsync(60, _ => SimulatedFault.None);
        _mortal.Random = new(3);
        _mortal.Deaths = 0.5;
        await StartAsync(Plan);
        await RunUntilAsync(c => c.State == CampaignState.Ended);
        Assert.All(_devices.Values, d => Assert.Equal([SimulatedFleet.New], d.Installed));
        foreach (var device in _devices.Keys) Assert.Single((await _jobs.OfThingAsync(device.Value, Ct)).Executions);
        output.WriteLine($"{_deaths} hosts ended");
    }

    [Fact]
    public async Task A_firmware_that_is_withdrawn_halts_its_campaign_and_calls_back_who_has_not_begun()
    {
        await FleetAsync(20, _ => SimulatedFault.Offline);
        await StartAsync(Plan with { Rings = [1] });
        await RunUntilAsync(_ => _devices.Keys.All(d => _things.FindAsync(d.Value, Ct).Result.Next is not null));
        await Images.ChangeAsync(Product, SimulatedFleet.New, i => i with { State = ImageState.Revoked }, Ct);
        await RunUntilAsync(c => c.State == CampaignState.Halted && _devices.Keys.All(d => _things.FindAsync(d.Value, Ct).Result.Next is null));
        Assert.Equal(CampaignHalt.Revoked, (await Campaigns.FindAsync("c-1", Ct))!.Halt!.Rule);
        Assert.All(await Campaigns.RolloutsAsync("c-1", Ct), r => Assert.Equal(RolloutState.Withdrawn, r.State));
    }

    [Fact]
    public async Task Newcomers_are_taken_in_where_they_count_and_not_where_they_do_not()
    {
        await FleetAsync(3, _ => SimulatedFault.None);
        await StartAsync(Plan with { Rings = [1] }, new() { Dynamic = true });
        await RunUntilAsync(_ => Campaigns.RolloutsAsync("c-1", Ct).Result.Count(r => r.State == RolloutState.Succeeded) == 3);
        Assert.Equal(CampaignState.Running, (await Campaigns.FindAsync("c-1", Ct))!.State);
        await FleetAsync(5, _ => SimulatedFault.None);
        await RunUntilAsync(_ => Campaigns.RolloutsAsync("c-1", Ct).Result.Count(r => r.State == RolloutState.Succeeded) == 5);
        Assert.Equal(["3", "2"], (await Campaigns.FindAsync("c-1", Ct))!.Events.Where(e => e.What == CampaignWord.Enrolled).Select(e => e.Detail));
    }

    [Fact]
    public async Task The_job_says_what_to_fetch_and_where()
    {
        await FleetAsync(1, _ => SimulatedFault.Offline);
        await StartAsync(Plan);
        await RunUntilAsync(_ => _things.FindAsync("d-0000", Ct).Result.Next is not null);
        var document = (await _things.FindAsync("d-0000", Ct)).Next!.Document;
        Assert.Equal((SimulatedFleet.New, 1000L, new string('b', 64)), ((string)document["version"]!, (long)document["size"]!, (string)document["sha256"]!));
        Assert.StartsWith("https://fw.example.com/api/v1/firmware/bbbb", (string)document["url"]!, StringComparison.Ordinal);
    }

    private void StartHost()
    {
        var options = Options.Create(new FirmwareOptions { BaseUrl = "https://fw.example.com/", Lease = TimeSpan.FromSeconds(15) });
        var live = new LiveFeed(_clock, NullLogger<LiveFeed>.Instance);
        _worker = new(
            Campaigns, Images, new DeviceStore(place.Database), new(_mortal, Images, _registry, _hot, SiteCalendar.Korea),
            new(_mortal, Images, new(new(new byte[32]), new NoServer(), options, _clock)), live, options, Options.Create(new PipelineOptions()), _clock, NullLogger<CampaignWorker>.Instance);
    }

    private async Task FleetAsync(int count, Func<int, SimulatedFault> faultOf)
    {
        for (var i = _devices.Count; i < count; i++)
        {
            var id = DeviceId.Parse($"d-{i:D4}", null);
            _devices[id] = new(id, faultOf(i)) { Asks = (topic, body) => Assert.True(_jobs.AskAsync(topic, body, Asker.Thing, Ct).IsCompletedSuccessfully) };
            _registry.With(id.Value);
        }

        await new DeviceStore(place.Database).SaveAsync(Plant.With([.. _devices.Keys.Select(d => _registry.Find(d)! with { Firmware = SimulatedFleet.Old })]), Plant.Noon, Ct);
    }

    private async Task StartAsync(CampaignPlan plan, CampaignTargets? targets = null)
    {
        var campaign = new Campaign("c-1", Product, SimulatedFleet.New, plan) { Created = new(Author, Plant.Noon), Asked = new(Author, Plant.Noon), Approved = new(Reviewer, Plant.Noon), Targets = targets ?? new() };
        Assert.True(await Campaigns.AddAsync(campaign, Ct));
        Assert.NotNull(await Campaigns.ChangeAsync("c-1", c => CampaignLife.Decide(c, new CampaignStep.Start(Author), Plant.Noon).Campaign, Ct));
    }

    /// <summary>Ten seconds at a time: devices report, the host looks, devices work.</summary>
    private async Task RunUntilAsync(Func<Campaign, bool> done, Action? look = null)
    {
        for (var tick = 0; tick < 2000; tick++)
        {
            foreach (var device in _devices.Values) Report(device);
            try
            {
                while (await _worker.RunNextAsync(Ct))
                {
                }
            }
            catch (HostEndedException)
            {
                _deaths++;
                StartHost(); // has to wait for the lease of the one that ended
            }

            await _jobs.TimeOutAsync(Ct);
            foreach (var device in _devices.Values)
            {
                device.Jobs = await _jobs.OfThingAsync(device.Id.Value, Ct);
                device.Live(_clock.GetUtcNow());
            }

            look?.Invoke();
            if (done((await Campaigns.FindAsync("c-1", Ct))!)) return;
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Fail($"not done: {string.Join(", ", (await Campaigns.RolloutsAsync("c-1", Ct)).CountBy(r => r.State))}");
    }

    private void Report(SimulatedDevice device)
    {
        var now = _clock.GetUtcNow();
        if (device.Health.HeardAt != DateTimeOffset.MinValue && device.Health.HeardAt < now - TimeSpan.FromSeconds(30)) return; // it fell silent
        _hot.Put(new(default, 0, device.Id, Product, null, now, TimeSource.Device, now, null, now, default, 1, new Dictionary<string, MetricValue> { ["tempC"] = MetricValue.Of(device.IsHarmed ? 90 : 50) }));
    }

    private sealed class HostEndedException : Exception;

    /// <summary>Ends the host now and then, before or after what it asked.</summary>
    private sealed class MortalJobs(IJobs jobs) : IJobs
    {
        private int _asked;

        public Random Random { get; set; } = new(1);

        /// <summary>Share of turns.</summary>
        public double Deaths { get; set; }

        private int _dies = int.MaxValue;

        public Task<JobReply> AskAsync(JobTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct) => jobs.AskAsync(request, body, asker, ct);

        public Task<ThingJobs> OfThingAsync(string thing, CancellationToken ct) => jobs.OfThingAsync(thing, ct);

        public Task<IReadOnlyList<ThingExecution>> OfJobAsync(string jobId, CancellationToken ct)
        {
            if (!jobId.EndsWith("-back", StringComparison.Ordinal)) (_asked, _dies) = (0, Random.NextDouble() < Deaths ? Random.Next(8) : int.MaxValue);
            if (_dies == 0) throw new HostEndedException();
            return jobs.OfJobAsync(jobId, ct);
        }

        public async Task<bool> QueueAsync(string thing, JobOrder order, CancellationToken ct) => Live(await jobs.QueueAsync(thing, order, ct));

        public async Task<bool> CancelAsync(string thing, string jobId, bool force, CancellationToken ct) => Live(await jobs.CancelAsync(thing, jobId, force, ct));

        public Task<bool> RemoveAsync(string thing, string jobId, CancellationToken ct) => jobs.RemoveAsync(thing, jobId, ct);

        public Task<bool> DeleteAsync(string thing, string jobId, CancellationToken ct) => jobs.DeleteAsync(thing, jobId, ct);

        public IDisposable Watch(Action<JobNotice> heard) => jobs.Watch(heard);

        private bool Live(bool answer) => ++_asked >= _dies ? throw new HostEndedException() : answer;
    }
}
