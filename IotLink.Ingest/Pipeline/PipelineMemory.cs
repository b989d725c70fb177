using System.Runtime.InteropServices;
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
    private readonly Dictionary<DeviceId, DateTimeOffset> _newest;

    /// <param name="rules">What was saved of the rules; null: nothing.</param>
    /// <param name="peers">Shared by the shards of this host; null: for this memory alone.</param>
    public PipelineMemory(
        IReadOnlyDictionary<DeviceId, DateTimeOffset> newest, IEnumerable<RuleMark> marks, KeptRules? rules = null, PeerGroups? peers = null) =>
        (_newest, Rules) = (new(newest), new(marks, rules, peers));

    public RedeliveryFilter Sent { get; } = new();

    public RuleEngine Rules { get; }

    /// <summary>What rules on shadow run said and is not saved yet.</summary>
    public List<RuleFiring> Firings { get; } = [];

    public ContractMemory Contract { get; } = new();

    /// <summary>Messages through this sequence are in the quality counts already.</summary>
    public long CountedThrough { get; init; }

    /// <summary>Whether the device already reported something newer.</summary>
    public bool IsLate(Reading reading) => _newest.TryGetValue(reading.Device, out var newest) && reading.EventTime < newest;

    public void Remember(Reading reading)
    {
        ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newest, reading.Device, out _);
        if (reading.EventTime > newest) newest = reading.EventTime;
    }
}
