using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Alarms;
using IotLink.Core.Calendars;
using IotLink.Core.Messages;
using IotLink.Core.Rules;

namespace IotLink.Core.Actions.Repair;

/// <summary>
/// One step of a closed loop: alarm, remedy, verification, the next remedy, a technician. Pure: the store loads, this decides, the store saves
/// everything together. Each remedy is tried once; a remedy that waits too long for its turn is passed over.
/// </summary>
public sealed class RepairCourse(ActionOptions options, SiteCalendar calendar)
{
    /// <summary>A run that nothing hurries is looked at so often.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    /// <summary>A remedy that waits for its turn asks again after this.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <param name="tried">What was tried before and did not help, for the technician.</param>
    public RepairDecision Advance(RepairRun run, RepairScene scene, IReadOnlyList<TriedRemedy> tried, DateTimeOffset now)
    {
        if (!run.IsRunning) return new(run);
        if (!scene.Alarm.IsOpen) return AlarmOver(run, scene, now);
        return scene.Command is { } command ? Follow(run, scene, command, tried, now) : Try(run, scene, tried, now);
    }

    private static RepairDecision AlarmOver(RepairRun run, RepairScene scene, DateTimeOffset now)
    {
        var command = scene.Command;
        if (command is { State: CommandState.Verified } || (command is { Helped: true } && scene.Alarm.Cause == ResolveCause.Ended)) return Repaired(run, scene, command, now);

        // The rule saw its condition end before verification did: the device has answered, so telemetry still gets its say.
        if (command is { State: CommandState.Acknowledged, IsOver: false } && scene.Alarm.Cause == ResolveCause.Ended) return new(run with { DueAt = now + Look });
        return new(End(run, RepairState.Over, now))
        {
            OnCommand = command is { IsOver: false, State: CommandState.Requested or CommandState.Queued } ? new CommandStep.Refuse(CommandReason.AlarmOver, "") : null,
            Happened = [Line(run, now, RepairWord.Over, run.Rung < run.Ladder.Rungs.Count ? Name(run) : "", null, scene.Alarm.Cause ?? "")],
        };
    }

    private RepairDecision Follow(RepairRun run, RepairScene scene, Command command, IReadOnlyList<TriedRemedy> tried, DateTimeOffset now)
    {
        if (command.Helped) return Repaired(run, scene, command, now);
        if (command.IsOver) return Next(run, scene, command, tried, now);
        if (command.State != CommandState.Acknowledged || run.State == RepairState.Verifying) return new(run with { DueAt = now + Look });
        return new(run with { State = RepairState.Verifying, DueAt = now + Look })
        {
            Alarm = [new AlarmStep.Verify(command.Success ?? "")],
            Happened = [Line(run, command.AcknowledgedAt ?? now, RepairWord.Acknowledged, Name(run), null, command.Detail ?? "")],
        };
    }

    private static RepairDecision Repaired(RepairRun run, RepairScene scene, Command command, DateTimeOffset now)
    {
        var evidence = command.State == CommandState.Verified ? command.Detail ?? "" : "";
        AlarmStep[] steps = scene.Alarm.IsOpen
            ? [new AlarmStep.Resolve(ResolveCause.Verified, Useful: null, evidence), new AlarmStep.Close()]
            : [new AlarmStep.Confirm(evidence), new AlarmStep.Close()];
        return new(End(run, RepairState.Repaired, now)) { Alarm = steps, Happened = [Line(run, now, RepairWord.Repaired, Name(run), null, evidence)] };
    }

    /// <summary>The remedy did not help. If it has failed on many devices, it stops itself.</summary>
    private RepairDecision Next(RepairRun run, RepairScene scene, Command command, IReadOnlyList<TriedRemedy> tried, DateTimeOffset now)
    {
        var failed = Line(run, now, RepairWord.Failed, Name(run), command.Reason, command.Detail ?? "");
        var stop = scene.Guards.Stop is null && RemedyBreaker.Verdict(scene.Outcomes, options, now) is { } why
            ? new RemedyStop(run.Product, command.Action, command.ActionVersion, now, why)
            : null;
        var after = On(run, now);
        List<RepairEvent> happened = [failed];
        if (stop is not null) happened.Add(Line(run, now, RepairWord.Stopped, Name(run), CommandReason.Stopped, stop.Why));
        return GivenUp(after, scene, [.. tried, new(Name(run), command.Reason, command.Detail ?? "")], now) is { } end
            ? end with { Happened = [.. happened, .. end.Happened], Stop = stop }
            : new(after) { Happened = happened, Stop = stop };
    }

    private RepairDecision Try(RepairRun run, RepairScene scene, IReadOnlyList<TriedRemedy> tried, DateTimeOffset now)
    {
        if (GivenUp(run, scene, tried, now) is { } end) return end;
        if (scene.Alarm.Suppression is not null || !options.Automatic) return new(run with { DueAt = now + Look });
        var rung = run.Ladder.Rungs[run.Rung];
        if (scene.Device is null) return Skip(run, scene, tried, new(CommandReason.DeviceUnknown, ""), now);
        if (scene.Next is not { } action)
            return Skip(run, scene, tried, rung.Firmware is null ? new(CommandReason.ActionUnknown, rung.Name) : new(CommandReason.NoChannel, rung.Name), now);
        if (action.Complete(rung.With, out var values) is { } fault) return Skip(run, scene, tried, new(CommandReason.Parameters, fault), now);
        var no = CommandGuards.Check(action, scene.Guards, scene.Sight, calendar, now);
        if (no.Count > 0) return Held(run, scene, tried, no[0], now);

        var draft = new CommandDraft(run.Device, action, values, null, scene.Alarm.Title) { Alarm = run.Alarm, Rung = rung };
        var command = draft.ToCommand(values, now);
        return new(run with { State = RepairState.Acting, Command = command.Id, WaitingSince = null, DueAt = now + Look })
        {
            Ask = command,
            Alarm = [new AlarmStep.BeginAction(rung.Name)],
            Happened = [Line(run, now, RepairWord.Begins, rung.Name)],
        };
    }

    /// <summary>What passes by itself is waited for; what does not, not.</summary>
    private RepairDecision Held(RepairRun run, RepairScene scene, IReadOnlyList<TriedRemedy> tried, Refusal no, DateTimeOffset now)
    {
        var since = run.WaitingSince ?? now;
        var passes = no.Code is CommandReason.Running or CommandReason.CapFleet or CommandReason.Interlock;
        if (!passes || now - since >= options.LongestWait) return Skip(run, scene, tried, no, now);
        return new(run with { State = RepairState.Waiting, WaitingSince = since, DueAt = now + Pause })
        {
            Happened = run.WaitingSince is null ? [Line(run, now, RepairWord.Waits, Name(run), no.Code, no.Detail)] : [],
        };
    }

    private static RepairDecision Skip(RepairRun run, RepairScene scene, IReadOnlyList<TriedRemedy> tried, Refusal no, DateTimeOffset now)
    {
        var skipped = Line(run, now, RepairWord.Skipped, Name(run), no.Code, no.Detail);
        var after = On(run, now);
        return GivenUp(after, scene, [.. tried, new(Name(run), no.Code, no.Detail)], now) is { } end
            ? end with { Happened = [skipped, .. end.Happened] }
            : new(after) { Happened = [skipped] };
    }

    /// <returns>null while there is a remedy left.</returns>
    private static RepairDecision? GivenUp(RepairRun run, RepairScene scene, IReadOnlyList<TriedRemedy> tried, DateTimeOffset now)
    {
        if (run.Rung < run.Ladder.Rungs.Count) return null;
        var dispatches = run.Ladder.End == LadderEnd.Dispatch;
        var alarm = scene.Alarm;
        return new(End(run, dispatches ? RepairState.Dispatched : RepairState.LeftToPeople, now))
        {
            Alarm = [new AlarmStep.GiveUp()],
            Dispatch = dispatches
                ? new()
                {
                    Alarm = run.Alarm,
                    Device = run.Device,
                    Product = run.Product,
                    Title = alarm.Title,
                    Severity = alarm.Severity,
                    RequestedAt = now,
                    Tried = tried,
                }
                : null,
            Happened = [Line(run, now, dispatches ? RepairWord.Dispatched : RepairWord.LeftToPeople, "")],
        };
    }

    private static RepairRun On(RepairRun run, DateTimeOffset now) =>
        run with { State = RepairState.Waiting, Rung = run.Rung + 1, Command = null, WaitingSince = null, DueAt = now };

    private static RepairRun End(RepairRun run, RepairState state, DateTimeOffset now) => run with { State = state, EndedAt = now };

    private static string Name(RepairRun run) => run.Ladder.Rungs[run.Rung].Name;

    private static RepairEvent Line(RepairRun run, DateTimeOffset at, string what, string remedy, string? reason = null, string detail = "") =>
        new(run.Alarm, run.Round, at, what, remedy, reason, detail);
}
