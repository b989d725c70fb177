using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Publishing;
using IotLink.Core.Seeds;
using IotLink.Ingest.Gateways;
using IotLink.Ingest.Hosting;
using IotLink.Ingest.Simulation;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;

namespace IotLink.Tests.Ingest.Actions;

/// <summary>
/// From a hot sensor to a closed alarm, unattended: the whole ingest host, real sockets, real time. One device does what its shadow says, the other
/// one does not hear.
/// </summary>
public sealed class ScenarioATests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>The catalogue's windows, made short.</summary>
    private const string Quick =
        """
        productId: prod-a
        actions:
          - {actionId: restart-fan, transport: shadow, desired: {fan: {restart: "{id}"}}, timeout: 3s, retries: 1, success: tempC < 75, verify: 30s}
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hot_boiler_is_repaired_through_its_shadow_and_a_stubborn_one_ends_as_a_dispatch_request()
    {
        using var folder = new TempFolder();
        await using var app = await StartAsync(folder);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var willing = await BoilerAsync(app, "prod-a-0001", hears: true, until.Token);
        await using var stubborn = await BoilerAsync(app, "prod-a-0002", hears: false, until.Token);
        var sending = Task.WhenAll(willing.SendAsync(until.Token), stubborn.SendAsync(until.Token));

        willing.Heat = stubborn.Heat = 82;
        var closed = await WaitAsync(app, willing.Id, alarm => alarm.State == AlarmState.Closed);
        Assert.Equal((ResolveCause.Verified, true), (closed.Cause, closed.Evidence.Contains("82", StringComparison.Ordinal)));
        await TellAsync(app, closed);

        var left = await WaitAsync(app, stubborn.Id, _ => app.Services.GetRequiredService<IDispatchRequests>().ListAsync(DeviceScope.All, new(), Ct).Result.Total > 0);
        await TellAsync(app, left);
        var request = Assert.Single((await app.Services.GetRequiredService<IDispatchRequests>().ListAsync(DeviceScope.All, new(), Ct)).Items).Request;
        Assert.Equal((stubborn.Id, DispatchState.Open, AlarmState.New), (request.Device, request.State, left.State));
        Assert.Equal(["restart-fan"], request.Tried.Select(t => t.Remedy));

        await until.CancelAsync();
        await sending.ContinueWith(_ => { }, TaskScheduler.Default);
        await app.StopAsync(Ct);
    }

    /// <summary>Each step with its time since the hot frame was noticed.</summary>
    private async Task TellAsync(WebApplication app, Alarm alarm)
    {
        var commands = app.Services.GetRequiredService<ICommandStore>();
        var rows = (await commands.ListAsync(DeviceScope.All, new(Alarm: alarm.Id), Ct)).Items;
        var lines = (await app.Services.GetRequiredService<IAlarmStore>().HistoryAsync(alarm.Id, Ct)).Select(e => (e.At, What: $"alarm {e.Code} -> {e.State} {e.Note}"))
            .Concat((await app.Services.GetRequiredService<IRepairStore>().EventsAsync(alarm.Id, Ct)).Select(e => (e.At, What: $"loop {e.What} {e.Remedy} {e.Reason}")))
            .Concat((await commands.HistoryAsync([.. rows.Select(r => r.Command.Id)], Ct)).Select(e => (e.At, What: $"command {e.State} {e.Reason} {e.Detail}")));
        output.WriteLine($"{alarm.Device}: {alarm.Title}, {alarm.Evidence}");
        foreach (var (at, what) in lines.OrderBy(l => l.At)) output.WriteLine($"  +{(at - alarm.NoticedAt).TotalMilliseconds,7:0} ms  {what}");
    }

    private static async Task<Alarm> WaitAsync(WebApplication app, DeviceId device, Func<Alarm, bool> happened)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        inTime.CancelAfter(Patience);
        var store = app.Services.GetRequiredService<IAlarmStore>();
        for (; ; await Task.Delay(50, inTime.Token))
        {
            var rows = (await store.ListAsync(DeviceScope.All, new(OnlyOpen: false, Device: device), inTime.Token)).Items;
            if (rows.FirstOrDefault(r => r.Alarm.Code == "temp-threshold-prod-a" && happened(r.Alarm)) is { } row) return row.Alarm;
        }
    }

    private static async Task<WebApplication> StartAsync(TempFolder folder)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Storage:Folder"] = folder.Path,
            ["Ingest:Mqtt:Port"] = "0",
            ["Ingest:Mqtt:TlsPort"] = "-1",
            ["Ingest:Tcp:Port"] = "0",
            ["Ingest:Tcp:Product"] = "prod-a",
        });
        builder.AddIngest();
        var app = builder.Build();
        app.MapIngest();
        await app.StartAsync(Ct);
        await DemoPlant.SeedAsync(app.Services.GetRequiredService<IDeviceStore>(), TimeProvider.System.GetUtcNow(), Ct, devices: 4);
        await app.Services.GetRequiredService<IDeviceRegistry>().RefreshAsync(Ct);
        await PublishAsync(app.Services.GetRequiredService<DocumentSteps>(), DocumentKey.ActionOf(ProductId.Parse("prod-a", null), "actions"), Quick);
        await app.Services.GetRequiredService<PublishedPlans>().RefreshAsync(Ct);
        return app;
    }

    private static async Task PublishAsync(DocumentSteps steps, DocumentKey key, string text)
    {
        Assert.Null((await steps.BeginAsync(Lab.Author, key, text, Ct)).Refusal);
        var submitted = await steps.SubmitAsync(Lab.Author, key, "short windows", Ct);
        Assert.Null(submitted.Refusal);
        var hash = submitted.Document!.Draft!.Hash;
        Assert.Null((await steps.ApproveAsync(Lab.Reviewer, key, hash, null, Ct)).Refusal);
        Assert.Null((await steps.PublishAsync(Lab.Reviewer, key, hash, null, Ct)).Refusal);
    }

    private static async Task<Boiler> BoilerAsync(WebApplication app, string id, bool hears, CancellationToken ct)
    {
        var addresses = app.Services.GetRequiredService<GatewayAddresses>();
        var boiler = new Boiler(DeviceId.Parse(id, null), hears);
        await boiler.OpenAsync(addresses.Find(GatewayAddresses.Tcp("prod-a"))!.Port, addresses.Find(GatewayAddresses.Mqtt)!.Port, ct);
        return boiler;
    }

    /// <summary>Product A: frames over a held TCP connection, its shadow over MQTT. Restarting the fan cools it.</summary>
    private sealed class Boiler(DeviceId id, bool hears) : IAsyncDisposable
    {
        private readonly TcpClient _tcp = new() { NoDelay = true };
        private readonly IMqttClient _mqtt = new MqttClientFactory().CreateMqttClient();

        public DeviceId Id => id;

        public volatile int Heat = 60;

        public async Task OpenAsync(int tcp, int mqtt, CancellationToken ct)
        {
            _mqtt.ApplicationMessageReceivedAsync += e => hears ? ReportAsync(JsonNode.Parse(Encoding.UTF8.GetString(e.ApplicationMessage.Payload))!["state"]!, ct) : Task.CompletedTask;
            await _mqtt.ConnectAsync(
                new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", mqtt).WithClientId(id.Value).WithCredentials(id.Value, DemoPlant.SecretOf(id)).Build(), ct);
            await _mqtt.SubscribeAsync($"$aws/things/{id}/shadow/update/delta", MqttQualityOfServiceLevel.AtLeastOnce, ct);
            await _tcp.ConnectAsync("127.0.0.1", tcp, ct);
            await _tcp.GetStream().WriteAsync(TcpDialect.ProdA.Login!(id), ct);
        }

        public async Task SendAsync(CancellationToken ct)
        {
            for (var number = 0; ; number++)
            {
                byte[] body = [0x01, (byte)Heat, 0x02, 0x03, 0xE8, 0x03, 0x08, 0xFC, 0x04, 0x0C];
                await _tcp.GetStream().WriteAsync(TcpDialect.ProdA.Wrap(id, body, number), ct);
                await Task.Delay(300, ct);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _tcp.Dispose();
            _mqtt.Dispose();
            await Task.CompletedTask;
        }

        private Task ReportAsync(JsonNode wished, CancellationToken ct)
        {
            Heat = 66;
            var report = new JsonObject { ["state"] = new JsonObject { ["reported"] = wished.DeepClone() } };
            return _mqtt.PublishStringAsync($"$aws/things/{id}/shadow/update", report.ToJsonString(), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: ct);
        }
    }
}
