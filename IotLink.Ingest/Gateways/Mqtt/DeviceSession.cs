using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>A session with what it subscribed to.</summary>
internal sealed class DeviceSession
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MqttQualityOfServiceLevel> _filters = new(StringComparer.Ordinal);
    private volatile MqttSessionStatus? _session;

    public void Serve(MqttSessionStatus session) => _session = session;

    /// <summary>Whether it is the session that was given up: one that subscribed to nothing cannot be told from another.</summary>
    public bool MayBe(SessionDeletedEventArgs deleted) => _session is not { } session || ReferenceEquals(session.Items, deleted.SessionItems);

    /// <returns>false when it has as many filters as it may.</returns>
    public bool TrySubscribe(string filter, MqttQualityOfServiceLevel qos, int most)
    {
        lock (_gate)
        {
            if (_filters.Count >= most && !_filters.ContainsKey(filter)) return false;
            _filters[filter] = qos;
            return true;
        }
    }

    public void Unsubscribed(string filter)
    {
        lock (_gate) _filters.Remove(filter);
    }

    public bool TrySend(string topic, ReadOnlyMemory<byte> payload)
    {
        if (_session is not { } session || QoSFor(topic) is not { } qos) return false;
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
