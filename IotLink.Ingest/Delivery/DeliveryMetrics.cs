using System.Diagnostics.Metrics;
using IotLink.Core.Notifications;
using IotLink.Ingest.Gateways;

namespace IotLink.Ingest.Delivery;

/// <summary>What is counted about messages to people.</summary>
public sealed class DeliveryMetrics
{
    private readonly Counter<long> _messages;
    private volatile IReadOnlyDictionary<NotificationState, int> _states = new Dictionary<NotificationState, int>();

    public DeliveryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(GatewayMetrics.MeterName);
        _messages = meter.CreateCounter<long>("iotlink_messages_total", null, "Messages to people, by channel and outcome.");
        meter.CreateObservableGauge("iotlink_notifications", Measure, null, "Notifications that are kept, by state: waiting, givenup, unclear and so on.");
    }

    internal void Counted(IReadOnlyDictionary<NotificationState, int> states) => _states = states;

    private IEnumerable<Measurement<int>> Measure() => Enum.GetValues<NotificationState>().Select(state =>
        new Measurement<int>(_states.GetValueOrDefault(state), new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant())));

    internal void Sent(ChannelKind channel, SendOutcome outcome) => _messages.Add(
        1,
        new KeyValuePair<string, object?>("channel", channel.ToString().ToLowerInvariant()),
        new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));
}
