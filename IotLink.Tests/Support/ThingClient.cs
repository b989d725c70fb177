using System.Text.Json.Nodes;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace IotLink.Tests.Support;

/// <summary>A device's MQTT client that speaks of shadows and jobs: what it asks, and what it hears in order.</summary>
internal sealed class ThingClient
{
    private readonly IMqttClient _client;
    private readonly string _prefix;
    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();

    public ThingClient(IMqttClient client, string thing)
    {
        (_client, _prefix) = (client, $"$aws/things/{thing}/");
        client.ApplicationMessageReceivedAsync += e =>
        {
            var m = e.ApplicationMessage;
            _heard.Writer.TryWrite(new(m.Topic[_prefix.Length..], JsonNode.Parse(m.ConvertPayloadToString())!, m.QualityOfServiceLevel, m.Retain));
            return Task.CompletedTask;
        };
    }

    public async Task<MqttClientSubscribeResultCode> SubscribeAsync(
        string filter, MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce)
    {
        var answer = await _client.SubscribeAsync(_prefix + filter, qos, TestContext.Current.CancellationToken);
        return answer.Items.Single().ResultCode;
    }

    /// <summary>Completes with the acknowledgement.</summary>
    public Task<MqttClientPublishResult> AskAsync(string topic, string body = "", MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce) =>
        _client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(_prefix + topic).WithPayload(body).WithQualityOfServiceLevel(qos).Build(),
            TestContext.Current.CancellationToken);

    /// <summary>The next message, whatever it is.</summary>
    public async Task<Heard> NextAsync()
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        inTime.CancelAfter(TimeSpan.FromSeconds(60));
        return await _heard.Reader.ReadAsync(inTime.Token);
    }

    /// <param name="Topic">Under <c>$aws/things/{thing}/</c>.</param>
    internal sealed record Heard(string Topic, JsonNode Body, MqttQualityOfServiceLevel QoS, bool IsRetained);
}
