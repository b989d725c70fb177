using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Firmware;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Live;
using IotLink.Core.Things;
using IotLink.Ingest.Firmware;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Firmware;

/// <summary>The remedy of a ladder that is a firmware.</summary>
public sealed class FirmwareChannelTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly ProductId Product = ProductId.Parse("prod-a", null);
    private static readonly Person Reviewer = new("lee", "Lee");

    private readonly FakeTimeProvider _clock = new(Plant.Noon);
    private EmbeddedJobs _jobs = null!;
    private FirmwareChannel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ImageStore Images => new(place.Database);

    private CampaignStore Campaigns => new(place.Database);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        var registry = new FakeRegistry().With("d-1");
        _jobs = new(new MemoryThings(), registry, new(), new(new LiveFeed(_clock, NullLogger<LiveFeed>.Instance)), _clock);
        var offer = new ImageOffer(new(new byte[32]), new NoServer(), Options.Create(new FirmwareOptions { BaseUrl = "https://fw.example.com" }), _clock);
        _channel = new(_jobs, Images, Campaigns, registry, offer);
        await AddAsync("1.0", ImageState.Released, Plant.Noon.AddDays(-2));
        await AddAsync("1.1", ImageState.Released, Plant.Noon.AddDays(-1));
        await AddAsync("1.2", ImageState.Verified, null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("latest", "1.1")]
    [InlineData("1.0", "1.0")]
    public async Task The_device_gets_a_job_once_and_its_course_is_the_answer(string wanted, string version)
    {
        var command = Command(wanted);
        for (var i = 0; i < 3; i++) Assert.Equal(HandOverOutcome.Done, (await _channel.SendAsync(command, Ct)).Outcome);
        var job = Assert.Single((await _jobs.OfThingAsync("d-1", Ct)).Executions);
        Assert.Equal((version, TimeSpan.FromHours(1)), ((string?)job.Document["version"], job.Limit));

        Assert.Null(await _channel.LookAsync(command, Ct));
        await SayAsync(JobOperation.StartNext, null, []);
        Assert.IsType<CommandStep.Deliver>(await _channel.LookAsync(command, Ct));
        Assert.Null(await _channel.LookAsync(command with { State = CommandState.Delivered }, Ct));
        await SayAsync(JobOperation.Update, job.JobId, new() { ["status"] = "SUCCEEDED" });
        Assert.Equal(new CommandStep.Acknowledge(version), await _channel.LookAsync(command, Ct));
    }

    [Fact]
    public async Task The_devices_reason_is_the_commands()
    {
        var command = Command("1.1");
        await _channel.SendAsync(command, Ct);
        await SayAsync(JobOperation.StartNext, null, []);
        await SayAsync(JobOperation.Update, $"fix-{command.Id}", new() { ["status"] = "FAILED", ["statusDetails"] = new JsonObject { ["reason"] = "no space" } });
        Assert.Equal(new CommandStep.Reject("no space"), await _channel.LookAsync(command, Ct));
    }

    [Fact]
    public async Task What_is_over_is_taken_back()
    {
        var command = Command("1.1");
        await _channel.SendAsync(command, Ct);
        await _channel.WithdrawAsync(command, Ct);
        await _channel.WithdrawAsync(command, Ct);
        Assert.Null((await _jobs.OfThingAsync("d-1", Ct)).Next);
        Assert.Equal(new CommandStep.Reject("Canceled"), await _channel.LookAsync(command, Ct));
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("9.9")]
    public async Task Only_a_released_image_goes_out(string wanted)
    {
        var said = await _channel.SendAsync(Command(wanted), Ct);
        Assert.Equal((HandOverOutcome.Refused, CommandReason.FirmwareMissing, wanted), (said.Outcome, said.Reason, said.Detail));
    }

    [Fact]
    public async Task A_campaign_decides_about_its_devices()
    {
        var campaign = new Campaign("c-1", Product, "1.1", new()) { State = CampaignState.Running };
        await Campaigns.AddAsync(campaign, Ct);
        await Campaigns.ChangeAsync("c-1", c => c, Ct);
        var taken = (await Campaigns.TakeAsync("host", Plant.Noon, TimeSpan.FromMinutes(1), Ct))!;
        Assert.True(await Campaigns.EnrolAsync(taken, campaign, RingPlan.Of(campaign, [(DeviceId.Parse("d-1", null), null)], Plant.Noon), Ct));
        Assert.Equal(CommandReason.FirmwareBusy, (await _channel.SendAsync(Command("latest"), Ct)).Reason);
    }

    private static Command Command(string version) => Acting.Command(FirmwareRemedy.ActionOf(new(null, version), Product), now: Plant.Noon) with
    {
        Device = DeviceId.Parse("d-1", null),
        Parameters = new Dictionary<string, string> { [FirmwareRemedy.Version] = version },
        State = CommandState.Sent,
    };

    private async Task AddAsync(string version, ImageState state, DateTimeOffset? released) => Assert.True(await Images.AddAsync(
        new(Product, version, 10, new string('a', 64)) { State = state, FileName = "fw.bin", Released = released is { } at ? new(Reviewer, at) : null }, Ct));

    private Task<JobReply> SayAsync(JobOperation operation, string? job, JsonObject body) =>
        _jobs.AskAsync(new("d-1", operation, job), Encoding.UTF8.GetBytes(body.ToJsonString()), Asker.Thing, Ct);
}
