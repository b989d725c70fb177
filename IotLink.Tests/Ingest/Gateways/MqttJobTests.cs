using IotLink.Core.Firmware.Jobs;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MQTTnet.Formatter;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>Jobs on the embedded broker, over real sockets.</summary>
public sealed class MqttJobTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_device_is_notified_takes_the_next_job_and_ends_it(MqttProtocolVersion version)
    {
        await using var host = await GatewayHost.StartAsync(new FakeRegistry().With("dev-1"));
        using var client = await host.ConnectAsync("dev-1", version);
        var thing = new ThingClient(client, "dev-1");
        foreach (var filter in new[] { "notify", "notify-next", "start-next/+", "job-1/update/+", "$next/get/+", "get/+" }) await thing.SubscribeAsync("jobs/" + filter);
        var jobs = host.Services.GetRequiredService<IJobs>();

        await jobs.QueueAsync("dev-1", new("job-1", new() { ["operation"] = "test" }), Ct);
        Assert.Equal("jobs/notify", (await thing.NextAsync()).Topic);
        Assert.Equal("job-1", (await thing.NextAsync()).Body["execution"]!["jobId"]!.GetValue<string>());

        await thing.AskAsync("jobs/$next/get", """{"clientToken":"a"}""");
        Assert.Equal(("jobs/$next/get/accepted", "QUEUED"), await StatusAsync());
        await thing.AskAsync("jobs/start-next", "{}");
        Assert.Equal(("jobs/start-next/accepted", "IN_PROGRESS"), await StatusAsync());
        await thing.AskAsync("jobs/job-1/update", """{"status":"SUCCEEDED","expectedVersion":1}""");
        Assert.Equal("VersionMismatch", (await thing.NextAsync()).Body["code"]!.GetValue<string>());
        await thing.AskAsync("jobs/job-1/update", """{"status":"SUCCEEDED","expectedVersion":2}""");
        Assert.Equal("jobs/job-1/update/accepted", (await thing.NextAsync()).Topic);
        Assert.Equal("{}", (await thing.NextAsync()).Body["jobs"]!.ToJsonString());
        Assert.Equal("jobs/notify-next", (await thing.NextAsync()).Topic);
        await thing.AskAsync("jobs/get");
        Assert.Empty((await thing.NextAsync()).Body["queuedJobs"]!.AsArray());
        Assert.Equal(JobStatus.Succeeded, Assert.Single(await jobs.OfJobAsync("job-1", Ct)).Execution.Status);

        async Task<(string, string)> StatusAsync()
        {
            var heard = await thing.NextAsync();
            return (heard.Topic, heard.Body["execution"]!["status"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_job_that_takes_too_long_is_ended_and_the_device_hears_of_it()
    {
        var clock = new FakeTimeProvider(Plant.Noon);
        await using var host = await GatewayHost.StartAsync(new FakeRegistry().With("dev-1"), clock: clock);
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V311, more: o => o.WithNoKeepAlive()); // the clock will run
        var thing = new ThingClient(client, "dev-1");
        var jobs = host.Services.GetRequiredService<IJobs>();
        await jobs.QueueAsync("dev-1", new("job-1", [], TimeSpan.FromMinutes(1)), Ct);
        await thing.AskAsync("jobs/start-next");
        await thing.SubscribeAsync("jobs/notify");

        var told = thing.NextAsync();
        await clock.TickUntilAsync(() => told.IsCompleted);

        Assert.Equal("{}", (await told).Body["jobs"]!.ToJsonString());
        Assert.Equal(JobStatus.TimedOut, Assert.Single(await jobs.OfJobAsync("job-1", Ct)).Execution.Status);
    }
}
