using IotLink.Core.Actions.Commands;
using IotLink.Core.Alarms;
using IotLink.Core.Conversion;
using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Publishing;
using IotLink.Core.Quality;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// The way of one message, top to bottom. Pure but for its memory: what each device sent last, and the rules' state. It never waits;
/// <see cref="PipelineWorker"/> reads before it and stores after it.
/// </summary>
public sealed class TelemetryPipeline
{
    private readonly IDeviceRegistry _registry;
    private readonly PipelineMemory _memory;
    private readonly PinnedPlans _plans;
    private readonly ContractGate _contracts;
    private readonly MessageConverter _converter = new();
    private readonly ConversionNotes _notes = new();
    private readonly List<RuleVerdict> _verdicts = [];
    private readonly Lock _one = new();
    private PlansInForce? _adopted;

    public TelemetryPipeline(IDeviceRegistry registry, IPlanSource plans, PipelineMemory memory)
    {
        (_registry, _memory, _plans) = (registry, memory, new(registry, plans));
        _contracts = new(registry, _plans, memory.Contract);
    }

    /// <summary>Adds the message's effects; a message that fails becomes a dead letter, whole; of a hub's message, what it may not say for others does.</summary>
    public void Process(in StoredMessage stored, DateTimeOffset now, PipelineEffects effects) =>
        Process(stored, stored.Message.Refusal, _memory.Sent, stored.Position.Sequence > _memory.CountedThrough ? effects.Telemetry.Quality : null, now, effects);

    /// <summary>The same for a part of a run of messages of the past, each as of its own arrival.</summary>
    public void Process(IReadOnlyList<StoredMessage> run, int from, int count, PipelineEffects effects)
    {
        lock (_one)
        {
            for (var i = from; i < from + count; i++)
            {
                var stored = run[i];
                var tally = stored.Position.Sequence > _memory.CountedThrough ? effects.Telemetry.Quality : null;
                ProcessAlone(stored, stored.Message.Refusal, _memory.Sent, tally, stored.IngestedAt, effects);
            }
        }
    }

    /// <summary>
    /// The same way for a message that failed before. What a gateway turned away for reasons that no spec can change stays turned away.
    /// </summary>
    /// <param name="again">What else is reprocessed: the live memory of what was sent knows this very message.</param>
    public void Reprocess(in StoredMessage stored, RedeliveryFilter again, DateTimeOffset now, PipelineEffects effects) =>
        Process(stored, LetterRules.TurnedAway(stored.Message), again, null, now, effects);

    /// <summary>Time has gone by without a message: timers ring, and rules that were published or withdrawn take effect on what is open.</summary>
    /// <param name="listened">Until when every message that came has been processed.</param>
    public void Tick(DateTimeOffset listened, DateTimeOffset now, PipelineEffects effects)
    {
        lock (_one)
        {
            _verdicts.Clear();
            _plans.Pin();
            if (!ReferenceEquals(_adopted, _plans.Plans))
            {
                _adopted = _plans.Plans;
                _memory.Rules.Adopt(
                    id => _registry.Find(id) is { } device ? (device, _adopted.Of(device.Product, device).Rules) : null, _verdicts);
            }

            _memory.Rules.Tick(listened, _verdicts);
            Tell(now, effects);
        }
    }

    /// <summary>After a start: see <see cref="RuleEngine.Resume"/>.</summary>
    public void Resume(DateTimeOffset now)
    {
        lock (_one) _memory.Rules.Resume(now);
    }

    /// <summary>See <see cref="RuleEngine.Seen"/>.</summary>
    /// <param name="last">What came last, late or not.</param>
    /// <param name="newest">The device's newest event time.</param>
    public void Seen(Device device, CompiledRuleset rules, StoredReading last, DateTimeOffset newest)
    {
        lock (_one) _memory.Rules.Seen(device, rules, last.Position, newest, last.IngestTimestamp);
    }

    /// <summary>Puts what the rules remember into what is about to be stored.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Settle(PipelineEffects effects)
    {
        lock (_one)
        {
            _memory.Rules.TakeChanges(effects.Telemetry.RuleStates);
            effects.Telemetry.Firings.AddRange(_memory.Firings);
            effects.Telemetry.RuleClock = _memory.Rules.Clock;
            effects.Telemetry.Unheard = _memory.Rules.TakeUnheard() ?? effects.Telemetry.Unheard;
            _memory.Firings.Clear();
            return effects.Telemetry.RuleStates.Count + effects.Telemetry.Firings.Count > 0;
        }
    }

    /// <summary>Whether rules have changed something that is not stored yet.</summary>
    public bool HasChanges
    {
        get
        {
            lock (_one) return _memory.Rules.HasChanges || _memory.Firings.Count > 0;
        }
    }

    private void Process(
        in StoredMessage stored, Refusal? turnedAway, RedeliveryFilter sent, QualityTally? tally, DateTimeOffset now, PipelineEffects effects)
    {
        lock (_one) ProcessAlone(stored, turnedAway, sent, tally, now, effects);
    }

    private void ProcessAlone(
        in StoredMessage stored, Refusal? turnedAway, RedeliveryFilter sent, QualityTally? tally, DateTimeOffset now, PipelineEffects effects)
    {
        var before = effects.Telemetry.Readings.Length;
        _contracts.Begin();
        _plans.Pin();
        Refusal? refusal;
        try
        {
            refusal = turnedAway ?? Take(stored, sent, now, before, effects);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A bug on one message must not stop its shard: it is kept with its bytes and the way goes on.
            refusal = new(Reason.ProcessingFailed, $"{e.GetType().Name}: {e.Message}");
        }

        if (refusal is null)
        {
            if (tally is not null) _contracts.Count(effects.Telemetry.Readings[before..], tally);
            return;
        }

        _contracts.TakeBack(effects.Telemetry.Readings[before..], refusal.Code == Reason.ProcessingFailed ? null : tally);
        effects.Telemetry.TakeBackTo(before);
        if (refusal.Code == Reason.Duplicate) effects.Duplicates++;
        else effects.Refuse(stored, _registry.Find(stored.Message.Device)?.Product, refusal, ReadBy(stored.Message.Device));
    }

    private Refusal? Take(in StoredMessage stored, RedeliveryFilter sent, DateTimeOffset now, int before, PipelineEffects effects)
    {
        var message = stored.Message;
        if (_registry.Find(message.Device) is not { } device)
        {
            return new(Reason.DeviceUnknown, $"No device '{message.Device}' is registered.");
        }

        _notes.Clear();
        if (_converter.Convert(stored, device, _plans, effects.Telemetry, _notes) is { } refusal) return refusal;
        if (IsRepeat(stored, sent, effects.Telemetry.Readings[before..])) return new(Reason.Duplicate, "Delivered before.");

        var index = 0;
        foreach (var reading in effects.Telemetry.Readings[before..])
        {
            if (_memory.IsLate(reading)) reading.Marks |= ReadingMarks.Late;
            reading.Edition = _plans.Plans.Edition;
            if (_contracts.Check(reading, index++) is { } breach) return breach;
            foreach (var formula in _plans.Of(reading).Formulas) formula.Apply(reading.Metrics);
        }

        foreach (var reading in effects.Telemetry.Readings[before..])
        {
            _memory.Remember(reading);
            Decide(reading, reading.Device == device.Id ? device : _registry.Find(reading.Device) ?? device, now, effects);
        }

        if (!_notes.IsEmpty) Note(stored, device, before, now, effects);
        return null;
    }

    /// <summary>
    /// Equal bytes are the same message when they carry their own time; others only when their sender gave them the same key. Frames and
    /// publishes sent again are known by their gateway.
    /// </summary>
    private static bool IsRepeat(in StoredMessage stored, RedeliveryFilter sent, ReadOnlySpan<Reading> readings)
    {
        var message = stored.Message;
        var ownTime = readings.Length > 0 && readings[0].TimeSource is TimeSource.Device or TimeSource.Header;
        var name = ownTime ? RedeliveryFilter.Fingerprint(message.Payload.Span) : message.SendKey;
        if (name == 0) return false;
        if (sent.Knows(message.Device, name, stored.IngestedAt)) return true;
        sent.Remember(message.Device, name, stored.IngestedAt);
        return false;
    }

    private void Decide(Reading reading, Device device, DateTimeOffset now, PipelineEffects effects)
    {
        if (_plans.Of(reading.Product, device).Rules is not { } rules) return;
        _verdicts.Clear();
        _memory.Rules.Evaluate(reading, device, rules, _verdicts);
        Tell(now, effects);
    }

    private void Tell(DateTimeOffset now, PipelineEffects effects)
    {
        foreach (var verdict in _verdicts)
        {
            if (!verdict.Rule.Shadow) effects.AlarmChanges.Add(AlarmChange.From(verdict, now));
            else if (!verdict.IsRegrade) Keep(verdict.Rule, verdict.Device, verdict.Product, verdict.Raise, verdict.At, verdict.Position, verdict.Tick, verdict.Evidence);
        }
    }

    private void Keep(CompiledRule rule, DeviceId device, ProductId product, bool raise, DateTimeOffset at, StreamPosition position, long tick, string why) =>
        _memory.Firings.Add(new(device, product, rule.RuleId, rule.Version, raise, at, position, tick, why));

    /// <summary>A rule may speak for the code; one on shadow run is noted, and the report speaks for itself.</summary>
    private void Report(AlertReport alert, Device sender, in StoredMessage stored, DateTimeOffset now, PipelineEffects effects)
    {
        var device = alert.Device == sender.Id ? sender : _registry.Find(alert.Device) ?? sender;
        var rule = _plans.Plans.Of(device.Product, device).Rules?.OfReport(alert.Code);
        if (rule is { Shadow: true })
        {
            Keep(rule, alert.Device, device.Product, alert.IsRaised, alert.Time.Time, stored.Position, 0, $"the device reports {alert.Code}");
            rule = null;
        }

        effects.AlarmChanges.Add(AlarmChange.From(alert, device, stored, now, rule));
    }

    private static void Answer(ControlResult result, PipelineEffects effects)
    {
        if (!CommandId.TryParse(result.Command, null, out var command)) return;
        CommandStep step = result.Outcome switch
        {
            ControlOutcome.Received => new CommandStep.Deliver(),
            ControlOutcome.Done => new CommandStep.Acknowledge(result.Detail),
            _ => new CommandStep.Reject(result.Detail),
        };
        effects.Replies.Add(new(command, result.Device, step));
    }

    private void Note(in StoredMessage stored, Device device, int before, DateTimeOffset now, PipelineEffects effects)
    {
        foreach (var alert in _notes.Alerts) Report(alert, device, stored, now, effects);
        foreach (var result in _notes.Results) Answer(result, effects);
        foreach (var node in _notes.Topology) effects.Announced.Add(new(node.Device, node.Parent, stored.IngestedAt));
        if (_notes.Provisioning is { } notice)
        {
            effects.Announced.Add(new(notice.Device, notice.Hub, stored.IngestedAt) { Product = notice.Product, Firmware = notice.Firmware, Completed = true });
        }

        if (_notes.LeftOut is { } leftOut) effects.Refuse(stored, device.Product, leftOut, ReadBy(device.Id), effects.Telemetry.Readings[before..]);
    }

    private (int Spec, long Edition) ReadBy(DeviceId device) =>
        (_registry.Find(device) is { } known && _plans.SpecOf(known) is { } spec ? spec.Spec.Version : 0, _plans.Plans.Edition);
}
