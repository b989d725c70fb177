using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>What the device API's endpoints share: checks, the way into the stream, and the way to the dead letters.</summary>
internal sealed class RestIntake(
    IMessageWriter stream,
    IDeviceRegistry registry,
    Admittance admission,
    RefusalDesk desk,
    GatewayMetrics metrics,
    IOptions<RestOptions> options,
    TimeProvider clock)
{
    public RestOptions Options { get; } = options.Value;

    public int MaxPayload => admission.MaxPayload;

    public DeviceToken TokenOf(HttpContext http) => new(http, admission, registry);

    public Refusal? CheckSize(long length) => admission.CheckSize(length);

    /// <returns>Zero when the device may send now, else how long it has to wait.</returns>
    public TimeSpan TakeToken(Message message) => admission.RateOf(message.Device).Take(Admittance.IsUrgent(message.Role));

    /// <summary>Appends; while the stream is full an alarm report waits a little, and nothing else does.</summary>
    /// <returns>false when the stream stayed full.</returns>
    public async Task<bool> TryAppendAsync(PendingAppend pending, Message message, int index, CancellationToken ct)
    {
        if (pending.TryAppend(stream, message, index)) return true;
        if (!Admittance.IsUrgent(message.Role)) return false;

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(Options.AlarmPatienceSeconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            do await stream.WaitForRoomAsync(both.Token).ConfigureAwait(false);
            while (!pending.TryAppend(stream, message, index));
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Acknowledge(int messages) => metrics.Acknowledge(Channel.Rest, messages);

    public Refusal Refuse(Message message, Refusal refusal)
    {
        desk.Refuse(message with
        {
            Payload = message.Payload[..Math.Min(message.Payload.Length, RefusalDesk.KeptPayload)],
            Refusal = refusal,
        });
        return refusal;
    }

    public Refusal Count(Refusal refusal)
    {
        desk.Count(Channel.Rest, refusal);
        return refusal;
    }
}
