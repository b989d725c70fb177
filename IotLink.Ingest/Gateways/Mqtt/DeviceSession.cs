using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>A session with what it subscribed to.</summary>
internal sealed class DeviceSession(MqttSessionStatus session)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MqttQualityOfServiceLevel> _filters = new(StringComparer.Ordinal);

    public void Subscribed(string filter, MqttQualityOfServiceLevel qos)
    {
        lock (_gate) _filters[filter] = qos;
    }

    public void Unsubscribed(string filter)
    {
        lock (_gate) _filters.Remove(filter);
    }

    public bool TrySend(string topic, ReadOnlyMemory<byte> payload)
    {
        if (QoSFor(topic) is not { } qos) return false;
        var message = new MqttApplicationMessage { Topic = topic, Payload = new(payload), QualityOfServiceLevel = qos };
        return session.TryEnqueueApplicationMessage(message, out _);
    }

    private MqttQualityOfServiceLevel? QoSFor(string topic)
    {
        lock (_gate)
        {
            foreach (var (filter, qos) in _filters)
            {
                if (MqttTopicFilterComparer.Compare(topic, filter) != MqttTopicFilterCompareResult.IsMatch) continue;
                return qos < MqttQualityOfServiceLevel.AtLeastOnce ? qos : MqttQualityOfServiceLevel.AtLeastOnce;
            }
        }

        return null;
    }
}
