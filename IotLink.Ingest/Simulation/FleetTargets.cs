using IotLink.Core.Devices;

namespace IotLink.Ingest.Simulation;

/// <summary>Where the fleet's devices dial. What is null is not there; devices that would need it stay away.</summary>
/// <param name="Environment">The topic's environment segment: dev, stg or prd.</param>
/// <param name="Tcp">The raw TCP listener of a product.</param>
internal sealed record FleetTargets(string Environment, Address? Mqtt, Func<ProductId, Address?> Tcp, Uri? Http);

/// <param name="Host">Name or IP address.</param>
internal readonly record struct Address(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c>.</summary>
    public static Address? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), out var port) && port > 0 ? new(text[..colon].Trim('[', ']'), port) : null;
    }
}
