using System.Collections.Concurrent;
using System.Net;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Gateways.Admission;

/// <summary>Who may come in, with what, and how fast. The same for every gateway.</summary>
internal sealed class Admittance(IDeviceRegistry registry, SourceGuard sources, IOptions<AdmissionOptions> options, TimeProvider clock)
{
    private readonly AdmissionOptions _options = options.Value;
    private readonly ConcurrentDictionary<DeviceId, TokenBucket> _rates = new();

    public int MaxPayload => _options.MaxPayload;

    /// <summary>
    /// Checks a device's own secret. An unknown device and a wrong secret are one answer, so that nobody can list the devices.
    /// </summary>
    public Refusal? SignIn(string? name, string? secret, IPAddress source, out DeviceId device)
    {
        device = default;
        if (sources.Check(source) is { } turnedAway) return turnedAway;
        if (DeviceId.TryParse(name, out device) && secret is not null && registry.Verify(device, secret)) return null;

        sources.Failed(source);
        return new(Reason.DeviceUnauthorized, "No such device, or the secret is not its own.");
    }

    /// <summary>A device whose certificate was checked already. It must be registered: that is how one is shut out.</summary>
    public Refusal? SignIn(DeviceId certified, IPAddress source)
    {
        if (sources.Check(source) is { } turnedAway) return turnedAway;
        if (registry.Find(certified) is not null) return null;
        sources.Failed(source);
        return new(Reason.DeviceUnauthorized, "The certificate names no device of ours.");
    }

    public Refusal? CheckSize(long length)
    {
        if (length == 0) return new(Reason.PayloadEmpty, "The message has no payload.");
        return length <= MaxPayload ? null : new(Reason.PayloadTooLarge, $"{length} bytes; at most {MaxPayload} are taken.");
    }

    /// <summary>The device's own rate; it outlives the connection, so that reconnecting wins nothing. Only for devices that signed in.</summary>
    public TokenBucket RateOf(DeviceId device) =>
        _rates.GetOrAdd(device, _ => new(_options.RatePerDevice, _options.BurstPerDevice, clock));

    /// <summary>Alarms are shed last: they may overdraw a device's rate.</summary>
    public static bool IsUrgent(MessageRole role) => role is MessageRole.AlertReport;
}
