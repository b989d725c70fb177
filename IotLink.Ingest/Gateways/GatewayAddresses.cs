using System.Collections.Concurrent;
using System.Net;

namespace IotLink.Ingest.Gateways;

/// <summary>Where the gateways really listen, once they do: with port 0 in the settings the system chose the port.</summary>
public sealed class GatewayAddresses
{
    public const string Mqtt = "mqtt";
    public const string MqttTls = "mqtts";

    private readonly ConcurrentDictionary<string, IPEndPoint> _bound = new(StringComparer.Ordinal);

    /// <summary>By name: <c>mqtt</c>, <c>mqtts</c>, <c>tcp/{product}</c>. Empty before start.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> All => _bound;

    public IPEndPoint? Find(string name) => _bound.GetValueOrDefault(name);

    /// <summary>Name of the raw TCP listener of a product.</summary>
    public static string Tcp(string product) => "tcp/" + product;

    internal void Add(string name, IPEndPoint address) => _bound[name] = address;
}
