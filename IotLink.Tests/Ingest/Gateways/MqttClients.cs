using IotLink.Tests.Support;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>Real MQTT clients for the tests of the gateway.</summary>
internal static class MqttClients
{
    public static string Periodic(string device, string hub = "nohub") => $"iotlink/dev/{hub}/{device}/periodic/pub/telemetry/json";

    public static async Task<IMqttClient> ConnectAsync(
        this GatewayHost host, string device, MqttProtocolVersion version, string secret = "secret", Action<MqttClientOptionsBuilder>? more = null)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", host.Port("mqtt"))
            .WithProtocolVersion(version)
            .WithClientId(device)
            .WithCredentials(device, secret)
            .WithTimeout(TimeSpan.FromSeconds(20));
        more?.Invoke(options);
        await client.ConnectAsync(options.Build(), TestContext.Current.CancellationToken);
        return client;
    }

    public static Task<MqttClientPublishResult> SendAsync(
        this IMqttClient client, string topic, string payload = "{}", MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce) =>
        client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(qos).Build(),
            TestContext.Current.CancellationToken);

    /// <summary>Completes when the client finds itself disconnected.</summary>
    public static Task GoneAsync(this IMqttClient client)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += _ =>
        {
            gone.TrySetResult();
            return Task.CompletedTask;
        };
        if (!client.IsConnected) gone.TrySetResult();
        return gone.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
