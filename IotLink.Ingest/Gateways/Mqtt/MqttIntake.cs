using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Repeats;
using IotLink.Ingest.Gateways.Sockets;
using Microsoft.Extensions.Options;
using MQTTnet;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>What every MQTT connection shares: the decision what to do with a publish, and where it goes.</summary>
internal sealed class MqttIntake(
    IMessageWriter stream,
    IDeviceRegistry registry,
    Admittance admission,
    RefusalDesk desk,
    ThingIntake things,
    DeviceCertificates certificates,
    GatewayMetrics metrics,
    IOptions<MqttOptions> options,
    IOptions<GatewaySiteOptions> site,
    TimeProvider clock)
{
    private readonly Env _environment = site.Value.Environment;
    private readonly Speaking<string, PublishLane> _speaking = new();

    public MqttOptions Options { get; } = options.Value;

    public IMessageWriter Stream => stream;

    public RefusalDesk Desk => desk;

    public ThingIntake Things => things;

    public TimeProvider Clock => clock;

    public DoubtLedger Doubts { get; } = new(clock);

    /// <summary>Longest packet that is read at all: a payload, its topic and some properties.</summary>
    public int MaxPacket => admission.MaxPayload + 8 * 1024;

    public TopicMemory NewTopicMemory() => new(Options.LegacyTopics ? _environment : null);

    public OwnTopics TopicsOf(DeviceId device) => new(device, registry);

    public DeviceId? HubOf(DeviceId device) => registry.Find(device)?.Hub;

    public TokenBucket RateOf(DeviceId device) => admission.RateOf(device);

    public Refusal? SignIn(string? name, string? secret, IPAddress source, out DeviceId device) =>
        admission.SignIn(name, secret, source, out device);

    /// <summary>
    /// The device has come again with the same session. What lies unread on its former connection it sends again, as nobody answered it: read there too it would be
    /// stored twice and out of order.
    /// </summary>
    public void TakeOver(string session, PublishLane lane) => _speaking.TakeOver(session, lane)?.Silence();

    /// <summary>Signs in by the certificate the peer proved to hold.</summary>
    public Refusal? SignIn(DeviceId certified, IPAddress source) => admission.SignIn(certified, source);

    public DeviceId? DeviceOf(X509Certificate2 certificate) => certificates.DeviceOf(certificate);

    public void Leave(string session, PublishLane lane) => _speaking.Leave(session, lane);

    public Refusal? Check(DeviceId sender, in Topic topic, int length)
    {
        if (topic.Env != _environment)
        {
            return new(Reason.TopicWrongEnvironment, "This is another environment's topic.");
        }

        return TopicsOf(sender).CheckPublish(topic) ?? admission.CheckSize(length);
    }

    public static Message MessageOf(in Topic topic, byte[] payload) => new()
    {
        Device = topic.Device,
        Hub = topic.Hub,
        Channel = Channel.Mqtt,
        Type = topic.Type,
        Role = topic.Role,
        Format = topic.Format,
        Payload = payload,
    };

    /// <summary>Counts messages that turned out durable.</summary>
    public void Taken(int messages) => metrics.Acknowledge(Channel.Mqtt, messages);

    /// <summary>Sends a refused publish to the dead letters under the name of the device that sent it.</summary>
    public void Refuse(DeviceId sender, in Topic topic, ReadOnlySpan<byte> payload, Refusal refusal)
    {
        var kept = payload[..Math.Min(payload.Length, RefusalDesk.KeptPayload)].ToArray();
        var message = topic.Device == default ? new() { Device = sender, Payload = kept } : MessageOf(topic, kept);
        desk.Refuse(message with { Device = sender, Hub = null, Refusal = refusal });
    }

    /// <summary>A last will is a message like another, but there is nobody left to answer.</summary>
    public async Task TakeWillAsync(DeviceId sender, MqttApplicationMessage will)
    {
        var payload = will.Payload.ToArray();
        if (!Topic.TryParse(will.Topic, Options.LegacyTopics ? _environment : null, out var topic, out var refusal)
            || (refusal = Check(sender, topic, payload.Length)) is not null)
        {
            Refuse(sender, topic, payload, refusal);
            return;
        }

        try
        {
            await stream.AppendAsync(MessageOf(topic, payload), CancellationToken.None).ConfigureAwait(false);
            metrics.Acknowledge(Channel.Mqtt);
        }
        catch (StreamUnavailableException e)
        {
            desk.Count(Channel.Mqtt, new(Reason.StreamUnavailable, e.Message));
        }
    }
}
