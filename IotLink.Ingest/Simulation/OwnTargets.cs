using IotLink.Ingest.Gateways;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Simulation;

/// <summary>The gateways of this very process, once they listen.</summary>
internal sealed class OwnTargets(GatewayAddresses gateways, IServer web, IOptions<GatewaySiteOptions> site)
{
    public FleetTargets Find() => new(
        site.Value.Environment.ToString().ToLowerInvariant(),
        Loopback(GatewayAddresses.Mqtt),
        product => Loopback(GatewayAddresses.Tcp(product.Value)),
        web.Features.Get<IServerAddressesFeature>()?.Addresses.Select(Reachable).FirstOrDefault(a => a.Scheme == Uri.UriSchemeHttp));

    private Address? Loopback(string listener) => gateways.Find(listener) is { } bound ? new("127.0.0.1", bound.Port) : null;

    private static Uri Reachable(string address) =>
        new(address.Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal));
}
