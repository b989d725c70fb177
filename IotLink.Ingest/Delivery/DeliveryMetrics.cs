using System.Diagnostics.Metrics;
using IotLink.Core.Notifications;
using IotLink.Ingest.Gateways;

namespace IotLink.Ingest.Delivery;

/// <summary>What is counted about messages to people.</summary>
public sealed class DeliveryMetrics
{
    private readonly Counter<long> _messages;

    public DeliveryMetrics(IMeterFactory meters) =>
        _messages = meters.Create(GatewayMetrics.MeterName).CreateCounter<long>(
            "iotlink_messages_total", null, "Messages to people, by channel and outcome.");

    internal void Sent(ChannelKind channel, SendOutcome outcome) => _messages.Add(
        1,
        new KeyValuePair<string, object?>("channel", channel.ToString().ToLowerInvariant()),
        new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));
}
