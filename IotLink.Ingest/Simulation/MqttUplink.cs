using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace IotLink.Ingest.Simulation;

/// <summary>One MQTT 3.1.1 session: user is the device, QoS 1, each publish waits for its acknowledgement.</summary>
internal sealed class MqttUplink : IUplink
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttClientOptions _options;
    private readonly string _jsonTopic;
    private readonly string _binaryTopic;

    public MqttUplink(string host, int port, string environment, UplinkIdentity who)
    {
        _options = new MqttClientOptionsBuilder()
            .WithTcpServer(host, port)
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V311)
            .WithClientId(who.Device.Value)
            .WithCredentials(who.Device.Value, who.Secret)
            .WithKeepAlivePeriod(TimeSpan.FromMinutes(1))
            .Build();
        var hub = who.IsHub ? who.Device.Value : who.Hub?.Value ?? "nohub";
        var stem = $"iotlink/{environment}/{hub}/{who.Device}/periodic/pub/telemetry";
        (_jsonTopic, _binaryTopic) = (stem + "/json", stem + "/bin");
    }

    public async Task OpenAsync(CancellationToken ct) => await Translated(() => _client.ConnectAsync(_options, ct));

    public async Task SendAsync(Outgoing message, CancellationToken ct) => await Translated(() => _client.PublishAsync(
        new MqttApplicationMessage
        {
            Topic = message.IsJson ? _jsonTopic : _binaryTopic,
            PayloadSegment = message.Bytes,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        },
        ct));

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The fleet knows one kind of broken connection.</summary>
    private static async Task Translated<T>(Func<Task<T>> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttClientNotConnectedException or MqttProtocolViolationException)
        {
            throw new IOException(e.Message, e);
        }
    }
}
