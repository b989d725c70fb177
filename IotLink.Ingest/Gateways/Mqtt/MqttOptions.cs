using System.ComponentModel.DataAnnotations;
using System.Net;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>Section <c>Ingest:Mqtt</c>.</summary>
public sealed class MqttOptions : ICheckedOptions
{
    public const string Section = "Ingest:Mqtt";

    /// <summary>Address to listen on; <c>0.0.0.0</c> or <c>::</c> for all.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Plain MQTT; 0 takes a free port, for TLS too; -1 is off.</summary>
    [Range(-1, 65535)]
    public int Port { get; set; } = 1883;

    /// <summary>MQTT over TLS; 0 takes a free port, -1 is off.</summary>
    [Range(-1, 65535)]
    public int TlsPort { get; set; } = -1;

    /// <summary>PEM file (certificate and key) or PFX file for the TLS port. In Development one is made where there is none.</summary>
    public string? Certificate { get; set; }

    public string? CertificatePassword { get; set; }

    /// <summary>
    /// PEM file with the certificates of the authorities that issue device certificates. A device that presents one of theirs on the TLS port
    /// needs no password: its common name is the device's id. None: nobody is asked for a certificate.
    /// </summary>
    public string? DeviceAuthorities { get; set; }

    /// <summary>Also takes <c>devices/{hub}/{device}/telemetry</c>.</summary>
    public bool LegacyTopics { get; set; }

    /// <summary>Publishes of one connection that may wait for their commit; beyond it nothing is read from the connection.</summary>
    [Range(1, 65535)]
    public int MaxInFlight { get; set; } = 1024;

    /// <summary>Connections one source address may hold; 0 for no cap.</summary>
    [Range(0, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; }

    /// <summary>A packet that has begun must be whole within this many seconds; so must the first one after connecting.</summary>
    [Range(1, 3600)]
    public int PacketTimeoutSeconds { get; set; } = 30;

    /// <summary>Sessions one device may have at once, under client ids of its own; more than one only with a certificate.</summary>
    [Range(1, 100)]
    public int MaxSessionsPerDevice { get; set; } = 5;

    /// <summary>Topic filters one session may hold.</summary>
    [Range(1, 10_000)]
    public int MaxSubscriptions { get; set; } = 50;

    /// <summary>Messages waiting for one device at most; the oldest go first.</summary>
    [Range(1, 100_000)]
    public int MaxPendingPerDevice { get; set; } = 100;

    IEnumerable<string> ICheckedOptions.Faults()
    {
        if (!IPAddress.TryParse(Address, out _)) yield return $"{Section}:{nameof(Address)} must be an IP address (was '{Address}')";
    }
}
