using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Sockets;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>
/// What one connection asks of shadows and jobs. A publish is acknowledged when the request is answered and what it changed is kept, in the
/// order of the connection's other publishes.
/// </summary>
internal sealed class ThingLane(ThingIntake things, DeviceId device, MessageLane<PubAck> answers, TokenBucket rate)
{
    /// <summary>AWS answers 429 to the eleventh at once.</summary>
    private const int MostAtOnce = 10;

    private int _open;

    /// <param name="packetId">0: the publish is not acknowledged.</param>
    /// <returns>null when it was taken.</returns>
    public Refusal? Take(string topic, ReadOnlySpan<byte> payload, ushort packetId, bool isRetained)
    {
        if (things.Check(device, topic, payload.Length, isRetained) is { } refusal) return refusal;
        var acknowledgement = packetId == 0 ? null : answers.Hold(new(packetId));
        _ = AnswerAsync(topic, payload.ToArray(), acknowledgement);
        return null;
    }

    private async Task AnswerAsync(string topic, byte[] body, HeldAnswer? acknowledgement)
    {
        if (Interlocked.Increment(ref _open) > MostAtOnce || !rate.TryTake()) things.RefuseTooMany(topic, body);
        else await things.AskAsync(topic, body, CancellationToken.None).ConfigureAwait(false);
        Interlocked.Decrement(ref _open);
        if (acknowledgement is not null) answers.Release(acknowledgement);
    }
}
