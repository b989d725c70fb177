using IotLink.Core.Health;
using IotLink.Ingest.Gateways.Sockets;

namespace IotLink.Ingest.Gateways;

/// <summary>How one gateway is doing.</summary>
internal sealed class GatewayPart(IGateway gateway, GatewayAddresses addresses, GatewayMetrics metrics) : IPart
{
    public PartStatus Status
    {
        get
        {
            var channel = gateway.Channel.Word();
            var bound = addresses.All.Where(a => a.Key.StartsWith(channel, StringComparison.Ordinal)).ToList();
            if (gateway.Endpoints.Count == 0) return new(channel, PartState.Ok, "Off.");
            return bound.Count == 0
                ? new(channel, PartState.Degraded, "Not listening.")
                : new(channel, PartState.Ok, $"{metrics.Connections(gateway.Channel)} connections on {string.Join(", ", bound.Select(a => a.Value))}.");
        }
    }
}
