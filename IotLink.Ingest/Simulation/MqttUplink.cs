using IotLink.Core.Devices;
using IotLink.Core.Messages;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace IotLink.Ingest.Simulation;

/// <summary>One MQTT 3.1.1 session: user is the device, QoS 1, each publish waits for its acknowledgement.</summary>
internal sealed class MqttUplink : IUplink
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttClientOptions _options;
    private readonly string _stem;
    private readonly CommandEar? _ear;

    /// <param name="hub">The hub segment of its topics: itself for a hub, else none.</param>
    public MqttUplink(Address server, string environment, DeviceId device, DeviceId? hub, string secret, CommandEar? ear = null)
    {
        _ear = ear;
        _options = new MqttClientOptionsBuilder()
            .WithTcpServer(server.Host, server.Port)
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V311)
            .WithClientId(device.Value)
            .WithCredentials(device.Value, secret)
            .WithKeepAlivePeriod(TimeSpan.FromMinutes(1))
            .Build();
        _stem = $"{Topic.Root}/{environment}/{hub?.Value ?? Topic.NoHub}";
    }

    public async Task OpenAsync(CancellationToken ct)
    {
        await Translated(() => _client.ConnectAsync(_options, ct));
        if (_ear is not null) await Translated(async () =>
        {
            await _ear.SubscribeAsync(_client, ct);
            return true;
        });
    }

    public async Task SendAsync(Outgoing message, CancellationToken ct) => await Translated(() => _client.PublishAsync(
        new MqttApplicationMessage
        {
            Topic = $"{_stem}/{message.Device}/periodic/pub/telemetry/{(message.IsJson ? "json" : "bin")}",
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
