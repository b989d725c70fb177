using IotLink.Core.Actions.Commands;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Pipeline;

/// <summary>What a run of messages comes to: alarms to be stored at once, then telemetry with the checkpoint in one go.</summary>
public sealed class PipelineEffects
{
    private const int KeptPayload = 64 * 1024;

    public TelemetryBatch Telemetry { get; } = new();

    public List<AlarmChange> AlarmChanges { get; } = [];

    /// <summary>What devices and hubs announced about themselves and their children.</summary>
    public List<DeviceNotice> Announced { get; } = [];

    /// <summary>What devices say about commands.</summary>
    public List<CommandReply> Replies { get; } = [];

    /// <summary>Reason codes of what was refused here; a gateway counts its own refusals.</summary>
    public List<(Channel Channel, string Code)> RefusedHere { get; } = [];

    /// <summary>Messages passed over because they had been delivered before.</summary>
    public int Duplicates { get; set; }

    /// <summary>How many messages it comes from.</summary>
    public int Messages { get; set; }

    /// <summary>Age of the first of them.</summary>
    public DateTimeOffset? Oldest { get; set; }

    /// <summary>Timestamp of when the first of them was decided on.</summary>
    public long Since { get; set; }

    /// <summary>Whether changes of alarms were taken out, to be stored before the rest.</summary>
    public bool ChangesAlarms { get; private set; }

    public void Begin(int shard)
    {
        Telemetry.Begin(shard);
        AlarmChanges.Clear();
        Announced.Clear();
        Replies.Clear();
        RefusedHere.Clear();
        (Duplicates, Messages, Oldest, Since, ChangesAlarms) = (0, 0, null, 0, false);
    }

    /// <returns>null when there are none.</returns>
    public IReadOnlyList<AlarmChange>? TakeAlarmChanges()
    {
        if (AlarmChanges.Count == 0) return null;
        AlarmChange[] changes = [.. AlarmChanges];
        AlarmChanges.Clear();
        ChangesAlarms = true;
        return changes;
    }

    /// <param name="by">The version and the edition that refuse it.</param>
    /// <param name="stays">Readings of the same message that are stored all the same.</param>
    public void Refuse(in StoredMessage stored, ProductId? product, Refusal refusal, (int Spec, long Edition) by, ReadOnlySpan<Reading> stays = default)
    {
        var devices = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var reading in stays) devices.Add(reading.Device.Value);
        var message = stored.Message;
        if (message.Refusal is null) RefusedHere.Add((message.Channel, refusal.Code));
        DeviceId? device = message.Device == default ? null : message.Device;
        var payload = message.Payload.Length <= KeptPayload ? message.Payload : message.Payload[..KeptPayload];
        Telemetry.Add(new DeadLetter(
            stored.Position, stored.IngestedAt, device, product ?? message.Product, message.Channel, refusal, by.Spec, payload.ToArray())
        {
            Edition = by.Edition,
            Format = message.Format,
            FPort = message.FPort,
            StoredFor = devices.Count == 0 ? null : string.Join(' ', devices),
            IsFramed = message.Channel == Channel.Tcp || message.Type == MessageType.Tcp,
        });
    }
}
