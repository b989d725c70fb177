using System.ComponentModel.DataAnnotations;
using System.Net;

namespace IotLink.Ingest.Gateways.Tcp;

/// <summary>Section <c>Ingest:Tcp</c>. Each product with raw TCP devices has a listener of its own.</summary>
public sealed class TcpOptions : ICheckedOptions
{
    public const string Section = "Ingest:Tcp";

    /// <summary>Address to listen on; <c>0.0.0.0</c> or <c>::</c> for all.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Listener of <see cref="Product"/>; 0 takes a free port, -1 is off; either holds for the further listeners too.</summary>
    [Range(-1, 65535)]
    public int Port { get; set; } = 5020;

    [Required]
    public string Product { get; set; } = "prod-a";

    /// <summary>Further listeners: product -> port.</summary>
    public Dictionary<string, int> Products { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Raw TCP devices name themselves and prove nothing: their listeners belong in a private network. false refuses every login,
    /// as no framing can carry a secret yet.
    /// </summary>
    public bool AllowIdentityWithoutSecret { get; set; } = true;

    /// <summary>Frames of one connection that may wait for their commit; beyond it nothing is read from the connection.</summary>
    [Range(1, 65535)]
    public int MaxInFlight { get; set; } = 256;

    /// <summary>Connections one source address may hold; 0 for no cap.</summary>
    [Range(0, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; }

    /// <summary>A connection silent for so long is ended; 0: three reporting periods of its device, at least 90 s.</summary>
    [Range(0, 86_400)]
    public int IdleSeconds { get; set; }

    /// <summary>A frame that has begun must be whole within so many seconds; so must the login after connecting.</summary>
    [Range(1, 3600)]
    public int FrameTimeoutSeconds { get; set; } = 30;

    /// <summary>Product -> port of every listener wanted.</summary>
    internal IEnumerable<(string Product, int Port, string Setting)> Listeners()
    {
        if (Port < 0) yield break;
        if (!Products.ContainsKey(Product)) yield return (Product, Port, $"{Section}:{nameof(Port)}");
        foreach (var (product, port) in Products)
        {
            if (port >= 0) yield return (product, Port == 0 ? 0 : port, $"{Section}:{nameof(Products)}:{product}");
        }
    }

    IEnumerable<string> ICheckedOptions.Faults()
    {
        if (!IPAddress.TryParse(Address, out _)) yield return $"{Section}:{nameof(Address)} must be an IP address (was '{Address}')";
        foreach (var (product, port) in Products)
        {
            if (port is < -1 or > 65535) yield return $"{Section}:{nameof(Products)}:{product} must be -1-65535 (was {port})";
        }
    }
}
