using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Pipeline;

/// <summary>What a run of messages comes to: to be stored in one go, alarms first, then telemetry with the checkpoint.</summary>
public sealed class PipelineEffects
{
    private const int KeptPayload = 64 * 1024;

    public TelemetryBatch Telemetry { get; } = new();

    public List<AlarmChange> AlarmChanges { get; } = [];

    /// <summary>What devices and hubs announced about themselves and their children.</summary>
    public List<DeviceNotice> Announced { get; } = [];

    /// <summary>Reason codes of what was refused here; a gateway counts its own refusals.</summary>
    public List<(Channel Channel, string Code)> RefusedHere { get; } = [];

    /// <summary>Messages passed over because they had been delivered before.</summary>
    public int Duplicates { get; set; }

    public void Begin(int shard)
    {
        Telemetry.Begin(shard);
        AlarmChanges.Clear();
        Announced.Clear();
        RefusedHere.Clear();
        Duplicates = 0;
    }

    public void Refuse(in StoredMessage stored, ProductId? product, Refusal refusal, int specVersion)
    {
        var message = stored.Message;
        if (message.Refusal is null) RefusedHere.Add((message.Channel, refusal.Code));
        DeviceId? device = message.Device == default ? null : message.Device;
        var payload = message.Payload.Length <= KeptPayload ? message.Payload : message.Payload[..KeptPayload];
        Telemetry.Add(new DeadLetter(
            stored.Position, stored.IngestedAt, device, product ?? message.Product, message.Channel, refusal, specVersion, payload.ToArray()));
    }
}
