using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Publishing;
using IotLink.Core.Quality;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// Checks a message's readings against their contracts, and counts what came of it once the message's fate is known: a refused one leaves
/// no trace in the memory of values.
/// </summary>
internal sealed class ContractGate(IDeviceRegistry registry, PinnedPlans plans, ContractMemory memory)
{
    private readonly List<ContractBreach> _breaches = [];

    public void Begin()
    {
        _breaches.Clear();
        memory.Begin();
    }

    /// <param name="index">Which of the message's readings it is, from 0.</param>
    public Refusal? Check(Reading reading, int index) => plans.Of(reading).Contract?.Check(reading, index, memory, _breaches);

    /// <summary>The message's readings stay.</summary>
    public void Count(ReadOnlySpan<Reading> readings, QualityTally tally)
    {
        var next = 0;
        for (var i = 0; i < readings.Length; i++)
        {
            if (plans.Of(readings[i]).Contract is not { } contract) continue;
            var key = KeyOf(readings[i]);
            ref var counts = ref tally.Of(key);
            counts.Readings++;
            counts.Expected += contract.RequiredCount;
            var (dropped, marked) = (false, false);
            for (; next < _breaches.Count && _breaches[next].Reading == i; next++)
            {
                if (_breaches[next].Rule is RequiredRule) counts.Missing++;
                dropped |= _breaches[next].Outcome == Strictness.Drop;
                marked = true;
                Add(tally, key, readings[i], _breaches[next]);
            }

            if (dropped) counts.Dropped++;
            else if (marked) counts.Marked++;
        }
    }

    /// <summary>The message goes. When a contract is why, all its readings are rejected, by the rule that broke.</summary>
    public void TakeBack(ReadOnlySpan<Reading> readings, QualityTally? tally)
    {
        memory.TakeBack();
        if (tally is null || _breaches.Count == 0 || _breaches[^1] is not { Outcome: Strictness.Reject } reason) return;
        foreach (var reading in readings)
        {
            if (plans.Of(reading).Contract is not { } contract) continue;
            ref var counts = ref tally.Of(KeyOf(reading));
            counts.Readings++;
            counts.Rejected++;
            counts.Expected += contract.RequiredCount;
        }

        var rejected = readings[reason.Reading];
        if (reason.Rule is RequiredRule) tally.Of(KeyOf(rejected)).Missing++;
        Add(tally, KeyOf(rejected), rejected, reason);
    }

    private static void Add(QualityTally tally, QualityKey key, Reading reading, ContractBreach breach)
    {
        ref var counts = ref tally.Of(new BreachKey(key, reading.Device, breach.Rule.Id, breach.Rule.Code));
        if (breach.Outcome == Strictness.Reject) counts.Rejected++;
        else if (breach.Outcome == Strictness.Drop) counts.Dropped++;
        else counts.Marked++;
    }

    private QualityKey KeyOf(Reading reading) =>
        new(QualityKey.HourOf(reading.IngestTimestamp), reading.Product, registry.Find(reading.Device)?.Firmware ?? "");
}
