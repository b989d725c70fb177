using IotLink.Ingest.Gateways;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace IotLink.Ingest.Hosting;

/// <summary>Prints, once, where everything listens: port 0 has become a number by then.</summary>
internal sealed partial class Announcer(
    IHostApplicationLifetime lifetime, IServer server, GatewayAddresses gateways, ILogger<Announcer> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        var http = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        LogReady(string.Join(' ', http.Select(address => $"http={address}").Concat(gateways.All.Select(g => $"{g.Key}={g.Value}"))));
    }

    [LoggerMessage(1, LogLevel.Information, "IotLink is ready: {Addresses}")]
    private partial void LogReady(string addresses);
}
