using System.Net;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Repeats;
using IotLink.Ingest.Gateways.Sockets;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Gateways.Tcp;

/// <summary>What every raw TCP connection shares.</summary>
internal sealed class TcpIntake(
    IMessageWriter stream,
    IDeviceRegistry registry,
    Admittance admission,
    SourceGuard sources,
    RefusalDesk desk,
    GatewayMetrics metrics,
    IOptions<TcpOptions> options,
    TimeProvider clock)
{
    private static readonly TimeSpan ShortestIdle = TimeSpan.FromSeconds(90);

    private readonly Speaking<DeviceId, FrameLane> _speaking = new();

    public TcpOptions Options { get; } = options.Value;

    public IMessageWriter Stream => stream;

    public RefusalDesk Desk => desk;

    public TimeProvider Clock => clock;

    public DoubtLedger Doubts { get; } = new(clock);

    public void Taken(int messages) => metrics.Acknowledge(Channel.Tcp, messages);

    public TokenBucket RateOf(DeviceId device) => admission.RateOf(device);

    /// <summary>Whether a device that names itself may come in. Failures count against the source address.</summary>
    public Refusal? SignIn(DeviceId device, IPAddress source)
    {
        if (sources.Check(source) is { } turnedAway) return turnedAway;
        if (Check(device) is not { } refusal) return null;
        sources.Failed(source);
        return refusal;
    }

    public ProductId? ProductOf(DeviceId device) => registry.Find(device)?.Product;

    public Refusal? Check(DeviceId device)
    {
        if (!Options.AllowIdentityWithoutSecret)
        {
            return new(Reason.DeviceUnauthorized, "Devices without a secret are not let in (Ingest:Tcp:AllowIdentityWithoutSecret).");
        }

        return registry.Find(device) is null ? new(Reason.DeviceUnknown, $"No device '{device}' is registered.") : null;
    }

    /// <summary>
    /// The device has come again and speaks here from now on. What lies unread on its former connection it sends again, as nobody answered
    /// it: read there too it would be stored twice and out of order.
    /// </summary>
    public void TakeOver(DeviceId device, FrameLane lane) => _speaking.TakeOver(device, lane)?.Silence();

    public void Leave(DeviceId device, FrameLane lane) => _speaking.Leave(device, lane);

    public Refusal? CheckSize(int length) => admission.CheckSize(length);

    /// <summary>How long the device may be silent.</summary>
    public TimeSpan IdleOf(DeviceId device)
    {
        if (Options.IdleSeconds > 0) return TimeSpan.FromSeconds(Options.IdleSeconds);
        var periods = 3 * (registry.Find(device)?.ReportingPeriod ?? TimeSpan.Zero);
        return periods > ShortestIdle ? periods : ShortestIdle;
    }

    public static Message MessageOf(DeviceId device, ReadOnlyMemory<byte> frame) => new()
    {
        Device = device,
        Channel = Channel.Tcp,
        Type = MessageType.Tcp,
        Role = MessageRole.Telemetry,
        Format = PayloadFormat.Binary,
        Payload = frame.ToArray(),
    };

    public void Refuse(DeviceId device, ReadOnlyMemory<byte> frame, Refusal refusal) => desk.Refuse(
        MessageOf(device, frame[..Math.Min(frame.Length, RefusalDesk.KeptPayload)]) with { Refusal = refusal });
}
