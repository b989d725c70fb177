using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Core.Rules.Watches;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// What the pipeline must remember of a shard between messages. Rebuilt at start from the stores and the tail of the stream, so that a
/// restart changes no decision.
/// </summary>
public sealed class PipelineMemory
{
    private readonly Dictionary<DeviceId, Newest> _newest;

    /// <summary>The one asked for last: a reading asks whether it is late, and is remembered right after.</summary>
    private Newest? _asked;

    /// <param name="rules">What was saved of the rules; null: nothing.</param>
    /// <param name="peers">Shared by the shards of this host; null: for this memory alone.</param>
    public PipelineMemory(
        IReadOnlyDictionary<DeviceId, DateTimeOffset> newest, IEnumerable<RuleMark> marks, KeptRules? rules = null, PeerGroups? peers = null) =>
        (_newest, Rules) = (newest.ToDictionary(n => n.Key, n => new Newest(n.Key) { At = n.Value }), new(marks, rules, peers));

    public RedeliveryFilter Sent { get; } = new();

    public RuleEngine Rules { get; }

    /// <summary>What rules on shadow run said and is not saved yet.</summary>
    public List<RuleFiring> Firings { get; } = [];

    public ContractMemory Contract { get; } = new();

    /// <summary>Messages through this sequence are in the quality counts already.</summary>
    public long CountedThrough { get; init; }

    /// <summary>Whether the device already reported something newer.</summary>
    public bool IsLate(Reading reading) => reading.EventTime < NewestOf(reading.Device).At;

    public void Remember(Reading reading)
    {
        var newest = NewestOf(reading.Device);
        if (reading.EventTime > newest.At) newest.At = reading.EventTime;
    }

    private Newest NewestOf(DeviceId device)
    {
        if (_asked is { } asked && asked.Device == device) return asked;
        if (!_newest.TryGetValue(device, out var newest)) _newest[device] = newest = new(device);
        return _asked = newest;
    }

    /// <summary>Event time of a device's newest reading; the beginning of time as long as it has none.</summary>
    private sealed class Newest(DeviceId device)
    {
        public DeviceId Device => device;

        public DateTimeOffset At { get; set; }
    }
}
