using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules.Watches;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Rules;

/// <summary>How the engine's memory begins, and follows rules that are published, changed and withdrawn.</summary>
public sealed partial class RuleEngine
{
    /// <summary>After a start: since the memory was saved nobody listened. Call it before anything else.</summary>
    public void Resume(DateTimeOffset now)
    {
        if (Clock is not { } kept || now <= kept) return;
        _unsaved = new(kept, now);
        Miss(_unsaved, []);
    }

    /// <summary>
    /// Nobody listened for a while: that is neither silence nor lasting, so all timers ring that much later. What arrived meanwhile and is
    /// read now counts as heard at its end, since nobody knows what else was said.
    /// </summary>
    public void Miss(UnheardTime time, List<RuleVerdict> verdicts)
    {
        var (from, to) = (time.From.ToUnixTimeMilliseconds(), time.To.ToUnixTimeMilliseconds());
        Ring(from, verdicts);
        foreach (var state in _devices.Values.SelectMany(d => d.States))
        {
            if (state.Due == 0) continue;
            state.SetTimer(state.Due + to - from, state.DueAt);
            Touch(state.Owner);
        }

        _unheard.Add(time);
        _now = Math.Max(_now, to);
    }

    /// <summary>The time nobody listened that is not saved yet, to be saved with the checkpoint; asked for once. null: none.</summary>
    public UnheardTime? TakeUnheard()
    {
        var taken = _unsaved;
        _unsaved = null;
        return taken;
    }

    /// <summary>
    /// The rules in force have changed, or a start has to learn them: goes through every device it remembers. What a rule raised that is
    /// no longer in force ends.
    /// </summary>
    /// <param name="inForce">The device as it is now, with its rules; null for a device nobody knows any more.</param>
    public void Adopt(Func<DeviceId, (Device Device, CompiledRuleset? Rules)?> inForce, List<RuleVerdict> verdicts)
    {
        foreach (var known in _devices.Values.ToList())
        {
            if (inForce(known.Id) is { } now) Adopt(known, now.Device, now.Rules, verdicts);
        }
    }

    /// <summary>
    /// Data of this device last came then: what rules about silence begin with after a start, or when they are published. What is known
    /// better already stays.
    /// </summary>
    public void Seen(Device device, CompiledRuleset ruleset, StreamPosition position, DateTimeOffset eventTime, DateTimeOffset arrival)
    {
        if (!ruleset.WatchesSilence) return;
        if (!_devices.TryGetValue(device.Id, out var known)) known = Know(device, ruleset);
        (known.Device, known.Ruleset) = (device, ruleset);
        foreach (var listed in ruleset.Programs)
        {
            var program = listed.For(device);
            if (program.Watch is not NoDataWatch silence) continue;
            var state = known.Find(program.Rule.RuleId) ?? known.Add(program.Rule.RuleId);
            if (state.Program is null) Bind(state, program);
            if (state.LastTime == 0 || (state.Last.Shard == position.Shard && state.Last < position)) (state.LastTime, state.Last) = (eventTime.ToUnixTimeMilliseconds(), position);
            if (state.Open || state.Due > 0) continue;
            silence.Arm(state, device, Heard(arrival));
            _timers.Note(state);
        }
    }

    /// <summary>An arrival, later by the time since then in which nobody listened.</summary>
    private long Heard(DateTimeOffset arrival)
    {
        var heard = arrival.ToUnixTimeMilliseconds();
        for (var i = _unheard.Count - 1; i >= 0 && _unheard[i].To > arrival; i--)
            heard += (long)(_unheard[i].To - (_unheard[i].From > arrival ? _unheard[i].From : arrival)).TotalMilliseconds;
        return heard;
    }

    /// <summary>What the alarm store says is right: alarms are stored before this memory is.</summary>
    private void Take(IEnumerable<RuleMark> marks)
    {
        var open = new HashSet<(DeviceId, string)>();
        foreach (var mark in marks)
        {
            Take(mark);
            if (mark.Open) open.Add((mark.Device, mark.Code));
        }

        foreach (var state in _devices.Values.SelectMany(d => d.States))
        {
            if (state is not { Open: true, Shadow: false } || open.Contains((state.Owner.Id, state.RuleId))) continue;
            state.Open = false;
            state.StopTimer();
        }
    }

    private void Take(RuleMark mark)
    {
        if (!_devices.TryGetValue(mark.Device, out var known)) _devices[mark.Device] = known = new(mark.Device);
        if (known.Find(mark.Code) is not { } state)
        {
            state = known.Add(mark.Code);
            (state.Open, state.Changed, state.ChangedTick, state.FromRule) = (mark.Open, mark.Position, mark.Tick, mark.FromRule);
            return;
        }

        if (state.Shadow || state.Changed.Shard != mark.Position.Shard) return;
        if ((mark.Position, mark.Tick).CompareTo((state.Changed, state.ChangedTick)) <= 0) return;

        // The alarm store went on after this memory was saved: it is right, and the readings up to there change nothing.
        if (state.Open != mark.Open) state.StopTimer();
        (state.Open, state.Changed, state.ChangedTick, state.FromRule, state.ClearSince) = (mark.Open, mark.Position, mark.Tick, mark.FromRule, 0);
    }

    private void Adopt(DeviceRules known, Device device, CompiledRuleset? ruleset, List<RuleVerdict> verdicts)
    {
        if (ReferenceEquals(known.Ruleset, ruleset) && ruleset is not null)
        {
            known.Device = device;
            return;
        }

        (known.Device, known.Ruleset) = (device, ruleset);
        for (var i = known.States.Count - 1; i >= 0; i--)
        {
            var state = known.States[i];
            if (ruleset?.Find(state.RuleId) is { } program)
            {
                var isNew = state.Program is null;
                if (state is { Open: true, Shadow: false } && program.Rule.Shadow) Withdraw(state, isOff: false, verdicts);
                Bind(state, program.For(device));
                if (isNew) program.Watch.Resume(state, _peers);
                _timers.Note(state);
            }
            else if (state.FromRule)
            {
                if (state.Open) Withdraw(state, ruleset?.IsOff(state.RuleId) == true, verdicts);
                else if (state.Form != 0) known.RemoveAt(i);
                Touch(known);
            }
        }

        if (known.States.Count == 0) Drop(known);
    }

    private void Withdraw(RuleState state, bool isOff, List<RuleVerdict> verdicts)
    {
        var rule = state.Program?.Rule ?? new CompiledRule
        {
            RuleId = state.RuleId,
            Title = state.RuleId,
            Shadow = state.Shadow,
            Severity = Severity.Info,
            Class = AlarmClass.Informational,
        };
        var position = state.Changed.Shard == state.Last.Shard && state.Last > state.Changed ? state.Last : state.Changed;
        var tick = position == state.Changed ? Math.Max(_now, state.ChangedTick + 1) : _now;
        (state.Program, state.Form) = (null, 0);
        Say(state, rule, false, Math.Max(_now, 0), position, tick,
            isOff ? "the rule was switched off" : "the rule was withdrawn", isOff ? VerdictCause.Disabled : VerdictCause.Withdrawn, verdicts);
    }

    /// <summary>Memory that another text of the rule made means nothing; an alarm stays open, unless it was told to nobody.</summary>
    private static void Bind(RuleState state, RuleProgram program)
    {
        if (state.Form != program.Watch.Form)
        {
            if (state.Form != 0) state.Forget();
            state.Form = program.Watch.Form;
        }

        if (state.Shadow != program.Rule.Shadow)
        {
            (state.Open, state.Shadow) = (false, program.Rule.Shadow);
            state.Forget();
        }

        state.Program = program;
    }

    private DeviceRules Know(Device device, CompiledRuleset ruleset) =>
        _devices[device.Id] = new(device.Id) { Device = device, Ruleset = ruleset };

    private void Drop(DeviceRules known)
    {
        _devices.Remove(known.Id);
        if (known.IsSaved) Touch(known);
    }
}
