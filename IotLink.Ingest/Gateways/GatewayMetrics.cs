using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways;

/// <summary>
/// What the gateways count. Every message that arrives is counted exactly once: acknowledged when the stream has it durably (for MQTT
/// QoS 0, which has no acknowledgement, that is the moment it would have left; a repeat of it counts again), refused with its reason otherwise.
/// </summary>
public sealed class GatewayMetrics
{
    public const string MeterName = "IotLink";

    private static readonly Channel[] Gateways = [Channel.Mqtt, Channel.Tcp, Channel.Rest];
    private readonly long[] _acknowledged = new long[Enum.GetValues<Channel>().Length];
    private readonly int[] _connections = new int[Enum.GetValues<Channel>().Length];
    private readonly ConcurrentDictionary<(Channel Channel, string Reason), Count> _refused =
        new(Gateways.SelectMany(_ => Reason.All, (c, r) => KeyValuePair.Create((c, r), new Count()))); // a reason at 0 is a series too
    private readonly ConcurrentDictionary<(Channel Channel, string Reason), Count> _refusedLater = new();
    private readonly ConcurrentDictionary<Channel, Count> _unlettered = new();

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "iotlink_messages_acknowledged_total", MeasureAcknowledged, null, "Messages durable in the stream, by channel.");
        meter.CreateObservableCounter(
            "iotlink_messages_refused_total", MeasureRefused, null, "Messages refused, by reason, channel and where.");
        meter.CreateObservableCounter(
            "iotlink_refusals_without_letter_total", MeasureUnlettered, null, "Refusals counted but not kept as dead letters, by channel.");
        meter.CreateObservableGauge("iotlink_connections", MeasureConnections, null, "Connections held, by channel.");
    }

    public long Acknowledged(Channel channel) => Volatile.Read(ref _acknowledged[(int)channel]);

    public int Connections(Channel channel) => Volatile.Read(ref _connections[(int)channel]);

    /// <summary>Refused by the pipeline since start, by channel and reason.</summary>
    public IReadOnlyList<(Channel Channel, string Reason, long Count)> RefusedLater() =>
        [.. _refusedLater.Select(r => (r.Key.Channel, r.Key.Reason, r.Value.Value))];

    /// <summary>Refused by a gateway since start, by channel and reason.</summary>
    public IReadOnlyList<(Channel Channel, string Reason, long Count)> Refused() =>
        [.. _refused.Select(r => (r.Key.Channel, r.Key.Reason, r.Value.Value)).Where(r => r.Value > 0)];

    internal void Acknowledge(Channel channel, int messages = 1) => Interlocked.Add(ref _acknowledged[(int)channel], messages);

    internal void Refuse(Channel channel, string reason) => _refused.GetOrAdd((channel, reason), _ => new()).Increment();

    /// <summary>Acknowledged, and refused by the pipeline afterwards: it is in the dead letters.</summary>
    internal void RefuseLater(Channel channel, string reason) => _refusedLater.GetOrAdd((channel, reason), _ => new()).Increment();

    internal void LeaveWithoutLetter(Channel channel) => _unlettered.GetOrAdd(channel, _ => new()).Increment();

    internal void Connected(Channel channel) => Interlocked.Increment(ref _connections[(int)channel]);

    internal void Disconnected(Channel channel) => Interlocked.Decrement(ref _connections[(int)channel]);

    private static KeyValuePair<string, object?> Tag(Channel channel) => new("channel", channel.Word());

    private IEnumerable<Measurement<long>> MeasureAcknowledged() =>
        Gateways.Select(c => new Measurement<long>(Acknowledged(c), Tag(c)));

    private IEnumerable<Measurement<long>> MeasureRefused() =>
        _refused.Select(r => Refused(r, "gateway")).Concat(_refusedLater.Select(r => Refused(r, "pipeline")));

    private static Measurement<long> Refused(KeyValuePair<(Channel Channel, string Reason), Count> count, string where) =>
        new(count.Value.Value, Tag(count.Key.Channel), new("reason", count.Key.Reason), new("at", where));

    private IEnumerable<Measurement<long>> MeasureUnlettered() =>
        _unlettered.Select(c => new Measurement<long>(c.Value.Value, Tag(c.Key)));

    private IEnumerable<Measurement<int>> MeasureConnections() =>
        Gateways.Where(c => c != Channel.Rest).Select(c => new Measurement<int>(Connections(c), Tag(c)));

    private sealed class Count
    {
        private long _value;

        public long Value => Volatile.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
