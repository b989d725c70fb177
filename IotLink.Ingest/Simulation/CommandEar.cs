using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using MQTTnet;
using MQTTnet.Protocol;

namespace IotLink.Ingest.Simulation;

/// <summary>
/// What a device hears over an MQTT session: its shadow and its <c>control_request</c> topic. It does what it is told once, however often it is told, and
/// says so; one that does not hear says nothing.
/// </summary>
/// <param name="hub">The hub segment of its topics: itself for a hub, else none.</param>
internal sealed class CommandEar(SimulatedDevice device, string environment, DeviceId? hub, FleetClock clock)
{
    private const int MostRemembered = 100;

    private readonly string _shadow = $"$aws/things/{device.Device.Id}/shadow";
    private readonly string _control = $"{Topic.Root}/{environment}/{hub?.Value ?? Topic.NoHub}/{device.Device.Id}/event/pub";
    private readonly Queue<string> _done = [];

    /// <summary>To be called on a client that is connected; it hears until that session ends.</summary>
    public Task SubscribeAsync(IMqttClient client, CancellationToken ct)
    {
        client.ApplicationMessageReceivedAsync += e => HearAsync(client, e.ApplicationMessage, ct);
        var filters = new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter($"{_shadow}/update/delta", MqttQualityOfServiceLevel.AtLeastOnce)
            .WithTopicFilter($"{_control}/control_request/json", MqttQualityOfServiceLevel.AtLeastOnce).Build();
        return client.SubscribeAsync(filters, ct);
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
