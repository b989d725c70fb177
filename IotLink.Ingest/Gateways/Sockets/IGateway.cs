using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>A gateway with ports of its own.</summary>
internal interface IGateway
{
    Channel Channel { get; }

    /// <summary>The ports it wants; empty when switched off. Read once at start.</summary>
    IReadOnlyList<GatewayEndpoint> Endpoints { get; }

    Task StartAsync(CancellationToken ct);

    /// <summary>No new connections come any more: ends those there are.</summary>
    Task StopAsync(CancellationToken ct);
}
