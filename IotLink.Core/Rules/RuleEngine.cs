using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules.Watches;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Rules;

/// <summary>
/// Runs a product's rules over its readings and says what begins and what ends. Deterministic: the same readings and ticks from the same
/// memory give the same verdicts, live and in a backtest. Event time decides; the clock of arrivals only carries timers over silence. How
/// often it ticks changes nothing but when a verdict is told. For one thread; a shard has its own.
/// </summary>
public sealed partial class RuleEngine
{
    private readonly Dictionary<DeviceId, DeviceRules> _devices = [];
    private readonly List<DeviceRules> _dirty = [];
    private readonly RuleTimers _timers = new();
    private readonly PeerGroups _peers;
    private readonly StreamPosition _through;
    private readonly List<UnheardTime> _unheard;
    private long _now = long.MinValue;
    private UnheardTime? _unsaved;

    /// <param name="marks">Where every rule stands; readings at or before a mark's position have had their effect and are passed over.</param>
    /// <param name="kept">What was saved with the checkpoint; null: nothing.</param>
    /// <param name="peers">Shared by the engines of a host; null: the engine compares only its own devices.</param>
    public RuleEngine(IEnumerable<RuleMark> marks, KeptRules? kept = null, PeerGroups? peers = null)
    {
        (_peers, _through, _unheard) = (peers ?? new(), kept?.Through ?? default, [.. kept?.Unheard ?? []]);
        if (kept?.Clock is { } clock) _now = clock.ToUnixTimeMilliseconds();
        foreach (var state in kept?.States ?? []) _devices[state.Device] = RuleStateCodec.Read(state);
        Take(marks);
    }

    /// <summary>How many devices it remembers something about.</summary>
    public int Remembered => _devices.Count;

    /// <summary>Whether what it remembers has changed since <see cref="TakeChanges"/> and <see cref="TakeUnheard"/>.</summary>
    public bool HasChanges => _dirty.Count > 0 || _unsaved is not null;

    /// <summary>Until when it has listened: the latest arrival or tick. null before the first.</summary>
    public DateTimeOffset? Clock => _now == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(_now);

    /// <summary>
    /// Adds a verdict for every rule whose alarm begins or ends with this reading, after those of timers that rang before it came. Late
    /// readings raise and end nothing; they take back what was pending when they contradict it.
    /// </summary>
    public void Evaluate(Reading reading, Device device, CompiledRuleset ruleset, List<RuleVerdict> verdicts)
    {
        if (reading.Position.Shard == _through.Shard && reading.Position.Sequence <= _through.Sequence) return;
        var arrival = (reading.IngestTimestamp == default ? reading.EventTime : reading.IngestTimestamp).ToUnixTimeMilliseconds();
        Ring(arrival, verdicts);
        _devices.TryGetValue(device.Id, out var known);
        if (known is not null && !ReferenceEquals(known.Ruleset, ruleset)) Adopt(known, device, ruleset, verdicts);
        var moment = new RuleMoment(reading, device, _now, _peers);
        if (known is not null)
        {
            known.Device = device;
            known.Forget(reading.Position);
        }

        var programs = ruleset.Programs;
        for (var i = 0; i < programs.Length; i++)
        {
            if (!ruleset.MayStart(i, moment.Numbers) && known?.Find(programs[i].Rule.RuleId) is null) continue;
            Follow(programs[i].For(device), moment, ruleset, ref known, verdicts);
        }

        if (known is { States.Count: 0 }) Drop(known);
    }

    /// <summary>Time has gone by: adds the verdicts of timers that have rung. Call it often and at any time.</summary>
    public void Tick(DateTimeOffset now, List<RuleVerdict> verdicts) => Ring(now.ToUnixTimeMilliseconds(), verdicts);

    /// <summary>What changed since it was last asked, to be saved with the checkpoint.</summary>
    public void TakeChanges(List<KeptRuleState> changes)
    {
        foreach (var device in _dirty)
        {
            device.IsDirty = false;
            var kept = RuleStateCodec.Write(device);
            if (kept.Body is null && !device.IsSaved) continue;
            device.IsSaved = kept.Body is not null;
            changes.Add(kept);
        }

        _dirty.Clear();
    }

    private void Follow(RuleProgram program, in RuleMoment moment, CompiledRuleset ruleset, ref DeviceRules? known, List<RuleVerdict> verdicts)
    {
        var watch = program.Watch;
        var state = known?.Find(program.Rule.RuleId);
        if (state is null)
        {
            if ((moment.IsLate && !watch.TakesLate) || !watch.Starts(moment)) return;
            known ??= Know(moment.Device, ruleset);
            state = known.Add(program.Rule.RuleId);
            Bind(state, program);
        }

        if (!ReferenceEquals(state.Program, program)) Bind(state, program);
        var before = state.Stamp;
        if (moment.IsLate && !watch.TakesLate)
        {
            watch.ObserveLate(moment, state);
            ContradictEnd(state, program, moment);
            if (program.Levels.Count > 0) RuleLevels.Contradict(state, program, moment);
        }
        else
        {
            var truth = watch.Observe(moment, state);
            var level = state.Level;
            if (program.Levels.Count > 0) RuleLevels.Follow(state, program, moment);
            if (!state.Covers(moment.Reading.Position)) Decide(state, program, moment, truth, level, verdicts);
            if (watch.IsRecalled || watch.KeepsWindow || before != state.Stamp) state.Last = moment.Reading.Position;
        }

        _timers.Note(state);
        if ((!watch.IsRecalled || state.Open) && (watch.KeepsWindow || before != state.Stamp)) Touch(state.Owner);
    }

    private void Decide(RuleState state, RuleProgram program, in RuleMoment moment, Truth truth, int level, List<RuleVerdict> verdicts)
    {
        var watch = program.Watch;
        if (state.Open)
        {
            if (!Ends(state, program, moment, truth))
            {
                if (state.Level != level) Regrade(state, program, moment, level, verdicts);
                return;
            }

            var at = moment.IsLate ? moment.Arrival : program.Hold is { } hold ? state.ClearSince + (long)hold.TotalMilliseconds : moment.Time;
            var why = program.Clear is { } clear ? moment.Shows(clear) : watch is NoDataWatch ? "data came" : "no longer so";
            Say(state, program.Rule, false, at, moment.Reading.Position, 0, why, VerdictCause.Reading, verdicts);
        }
        else if (truth == Truth.Yes)
        {
            var at = watch.YesSince(moment, state);
            if (program.Schedule is { } schedule && !schedule.Allows(DateTimeOffset.FromUnixTimeMilliseconds(at)))
            {
                if (!schedule.Allows(moment.Reading.EventTime)) return;
                at = moment.Time;
            }

            var evidence = watch.Evidence(moment, state);
            if (program.LevelOf(state) is { } worse) evidence += $", and {moment.Shows(worse.Condition)}";
            Say(state, program.Rule, true, at, moment.Reading.Position, 0, evidence, VerdictCause.Reading, verdicts);
        }
    }

    /// <summary>The alarm goes on; how bad it is has changed.</summary>
    private static void Regrade(RuleState state, RuleProgram program, in RuleMoment moment, int before, List<RuleVerdict> verdicts)
    {
        (state.Changed, state.ChangedTick) = (moment.Reading.Position, 0);
        var why = state.Level > before ? moment.Shows(program.Levels[state.Level - 1].Condition)
            : before <= program.Levels.Count ? moment.Shows(program.Levels[before - 1].Clear) : "the rule has fewer levels";
        var level = program.LevelOf(state);
        verdicts.Add(new(program.Rule, true, why)
        {
            Device = state.Owner.Id,
            Product = moment.Device.Product,
            At = moment.Reading.EventTime,
            Position = moment.Reading.Position,
            IsRegrade = true,
            Was = before == 0 ? program.Rule.Severity : before <= program.Levels.Count ? program.Levels[before - 1].Severity : null,
            Severity = level?.Severity ?? program.Rule.Severity,
            Class = level?.Class ?? program.Rule.Class,
        });
    }

    /// <summary>Follows an open alarm to its end. A reading that cannot tell leaves things as they are.</summary>
    private static bool Ends(RuleState state, RuleProgram program, in RuleMoment moment, Truth truth)
    {
        if (truth == Truth.Yes || (program.Clear is { } still && still.Fails(moment.Numbers)))
        {
            state.ClearSince = 0;
            state.StopTimer();
            return false;
        }

        if (program.Clear is { } clear ? !clear.Test(moment.Numbers) : truth != Truth.No) return false;
        var first = state.ClearSince == 0;
        if (first) state.ClearSince = moment.Time;
        state.LastTime = program.Watch is NoDataWatch ? state.LastTime : moment.Time;
        var lasted = moment.Time - state.ClearSince;
        if (program.Hold is not { } hold) return !first && lasted >= moment.TwoPeriods;
        var left = (long)hold.TotalMilliseconds - lasted;
        if (left <= 0) return true;
        state.Evidence = program.Clear is { } shown ? moment.Shows(shown) : "no longer so";
        state.SetTimer(moment.Arrival + left, state.ClearSince + (long)hold.TotalMilliseconds);
        return false;
    }

    /// <summary>A late reading that would have interrupted the hold starts it anew, from the newest reading that was clear.</summary>
    private static void ContradictEnd(RuleState state, RuleProgram program, in RuleMoment moment)
    {
        if (!state.Open || state.ClearSince == 0 || moment.Time <= state.ClearSince || program.Clear is not { } clear || !clear.Fails(moment.Numbers)) return;
        var later = Math.Max(0, state.LastTime - state.ClearSince);
        state.ClearSince += later;
        if (state.Due > 0) state.SetTimer(state.Due + later, state.DueAt + later);
    }

    private void Ring(long now, List<RuleVerdict> verdicts)
    {
        if (now <= _now) return;
        _now = now;
        if (!_timers.IsDue(now)) return;
        while (_timers.Take(now) is { } state)
        {
            if (state.Program is not { } program) continue;
            Ring(state, program, verdicts);
            _timers.Note(state);
        }
    }

    private void Ring(RuleState state, RuleProgram program, List<RuleVerdict> verdicts)
    {
        var (due, at) = (state.Due, state.DueAt);
        if (state.CoversTick(due))
        {
            state.StopTimer();
            return;
        }

        if (!state.Open && program.Schedule is { } schedule && !schedule.Allows(DateTimeOffset.FromUnixTimeMilliseconds(at)))
        {
            var opening = schedule.NextOpening(DateTimeOffset.FromUnixTimeMilliseconds(at))?.ToUnixTimeMilliseconds();
            if (opening is { } later) state.SetTimer(due + later - at, later);
            else state.StopTimer();
            return;
        }

        var raise = !state.Open;
        var why = raise && program.Watch is NoDataWatch silence ? silence.Silence(state) : state.Evidence ?? "";
        var position = state.Changed.Shard == state.Last.Shard && state.Changed > state.Last ? state.Changed : state.Last;
        Say(state, program.Rule, raise, at, position, due, why, VerdictCause.Timer, verdicts);
    }

    private void Say(
        RuleState state, CompiledRule rule, bool raise, long at, StreamPosition position, long tick, string evidence, VerdictCause cause, List<RuleVerdict> verdicts)
    {
        state.Change(raise, position, tick);
        var level = raise ? state.Program?.LevelOf(state) : null;
        state.Program?.Watch.Changed(state, _now);
        Touch(state.Owner);
        verdicts.Add(new(rule, raise, evidence)
        {
            Device = state.Owner.Id,
            Product = state.Owner.Device?.Product ?? default,
            At = DateTimeOffset.FromUnixTimeMilliseconds(at),
            Position = position,
            Tick = tick,
            Cause = cause,
            Severity = level?.Severity ?? rule.Severity,
            Class = level?.Class ?? rule.Class,
        });
    }

    private void Touch(DeviceRules device)
    {
        if (device.IsDirty) return;
        device.IsDirty = true;
        _dirty.Add(device);
    }
}
