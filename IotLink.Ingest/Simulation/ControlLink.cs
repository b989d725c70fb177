using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Messages;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace IotLink.Ingest.Simulation;

/// <summary>
/// The ear of a device: its shadow and its <c>control_request</c> topic, over an MQTT session of its own. It does what it is told once, however often
/// it is told, and says so; one that does not hear says nothing.
/// </summary>
internal sealed class ControlLink(SimulatedDevice device, Address server, string environment, string secret, FleetClock clock)
{
    private const int MostRemembered = 100;
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(5);

    private readonly string _shadow = $"$aws/things/{device.Device.Id}/shadow";
    private readonly string _control = $"{Topic.Root}/{environment}/{Topic.NoHub}/{device.Device.Id}/event/pub";
    private readonly Queue<string> _done = [];

    public async Task RunAsync(CancellationToken ct)
    {
        var backOff = new BackOff(device.Spread);
        while (true)
        {
            try
            {
                await ListenAsync(backOff, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested
                && e is MqttCommunicationException or MqttClientNotConnectedException or MqttProtocolViolationException or IOException or OperationCanceledException)
            {
                // The session ended; it dials again.
            }

            await clock.WaitAsync(backOff.Next(), ct);
        }
    }

    private async Task ListenAsync(BackOff backOff, CancellationToken ct)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += e => HearAsync(client, e.ApplicationMessage, ct);
        var options = new MqttClientOptionsBuilder().WithTcpServer(server.Host, server.Port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V311)
            .WithClientId(device.Device.Id.Value).WithCredentials(device.Device.Id.Value, secret).WithKeepAlivePeriod(TimeSpan.FromMinutes(1)).Build();
        await client.ConnectAsync(options, ct);
        var filters = new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter($"{_shadow}/update/delta", MqttQualityOfServiceLevel.AtLeastOnce)
            .WithTopicFilter($"{_control}/control_request/json", MqttQualityOfServiceLevel.AtLeastOnce).Build();
        await client.SubscribeAsync(filters, ct);
        backOff.Reset();
        while (client.IsConnected) await clock.WaitAsync(Ask, ct);
    }

    private Task HearAsync(IMqttClient client, MqttApplicationMessage message, CancellationToken ct)
    {
        var body = JsonNode.Parse(Encoding.UTF8.GetString(message.Payload))!.AsObject();
        return message.Topic.StartsWith('$') ? ReportAsync(client, body["state"]!.AsObject(), ct) : AnswerAsync(client, body, ct);
    }

    /// <summary>A delta: each wish is carried out and reported as it stands.</summary>
    private Task ReportAsync(IMqttClient client, JsonObject wished, CancellationToken ct)
    {
        if (!Leaves(wished).All(name => device.Obey(name, clock.Now))) return Task.CompletedTask;
        var report = new JsonObject { ["state"] = new JsonObject { ["reported"] = wished.DeepClone() } };
        return SendAsync(client, $"{_shadow}/update", report, ct);
    }

    private Task AnswerAsync(IMqttClient client, JsonObject request, CancellationToken ct)
    {
        var id = request["commandId"]!.GetValue<string>();
        if (!_done.Contains(id))
        {
            if (!device.Obey(request["command"]!.GetValue<string>(), clock.Now)) return Task.CompletedTask;
            _done.Enqueue(id);
            if (_done.Count > MostRemembered) _done.Dequeue();
        }

        return SendAsync(client, $"{_control}/control_result/json", new JsonObject { ["commandId"] = id, ["status"] = "done" }, ct);
    }

    private static IEnumerable<string> Leaves(JsonObject map) =>
        map.SelectMany(member => member.Value is JsonObject inside ? Leaves(inside) : [member.Key]);

    private static Task SendAsync(IMqttClient client, string topic, JsonObject body, CancellationToken ct) => client.PublishAsync(
        new MqttApplicationMessage { Topic = topic, PayloadSegment = Encoding.UTF8.GetBytes(body.ToJsonString()), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }, ct);
}
