using IotLink.Core.Messages;
using IotLink.Core.Tickets.Sla;

namespace IotLink.Core.Tickets;

/// <summary>What a step makes of a ticket. Pure: the store loads, this decides, the store saves.</summary>
public static class TicketLifecycle
{
    private const int LongestText = 1000;

    public static TicketDecision Decide(Ticket ticket, TicketAct act, TicketRules rules, DateTimeOffset now)
    {
        if (act.Version is { } seen && seen != ticket.Version) return No(ticket, TicketReason.Conflict);
        if (!TicketTable.Allows(ticket.State, act.Step.Word)) return No(ticket, TicketReason.NotNow, ticket.State.ToString());
        if (Fault(ticket, act.Step) is { } fault) return new(ticket, null, fault);
        var at = TimeOf(ticket, act, now);
        var after = Done(Moved(ticket, act.Step, at), act, rules, at);
        after = after with { DueAt = SlaReading.NextDue(after, rules), Version = ticket.Version + 1 };
        return new(after, new(ticket.No, at, now, act.Step.Word, after.State, act.By, Cut(DetailOf(act.Step))), null);
    }

    /// <summary>Never in the future and never before the ticket: a phone's clock may be wrong.</summary>
    private static DateTimeOffset TimeOf(Ticket ticket, TicketAct act, DateTimeOffset now)
    {
        var at = act.HappenedAt is { } happened && happened < now ? happened : now;
        var earliest = new[] { ticket.SlaFrom, ticket.DepartedAt, ticket.ArrivedAt, ticket.RepairedAt }.Max() ?? ticket.SlaFrom;
        return at < earliest ? earliest : at;
    }

    private static Refusal? Fault(Ticket ticket, TicketStep step) => step switch
    {
        TicketStep.Assign { Visit: var visit } when !QuarterHours.AreWhole(visit) => new(TicketReason.BadSlot, ""),
        TicketStep.Decline { Why: var why } when string.IsNullOrWhiteSpace(why) => new(TicketReason.WhyNeeded, ""),
        TicketStep.Cancel { Why: var why } when string.IsNullOrWhiteSpace(why) => new(TicketReason.WhyNeeded, ""),
        TicketStep.Reopen { Why: var why } when string.IsNullOrWhiteSpace(why) => new(TicketReason.WhyNeeded, ""),
        TicketStep.NotFixed { Why: var why } when string.IsNullOrWhiteSpace(why) => new(TicketReason.WhyNeeded, ""),
        TicketStep.Merge { Into: var into } when into == ticket.No => new(TicketReason.BadMerge, into.ToString()),
        TicketStep.Finish { Result: var result } when !TicketResult.Choices.Contains(result) => new(TicketReason.UnknownResult, result),
        TicketStep.Finish when ticket.Checklist.FirstOrDefault(i => i is { Required: true, DoneAt: null }) is { } open => new(TicketReason.ChecklistOpen, open.Text),
        TicketStep.Check { Item: var item } when ticket.Checklist.All(i => i.Text != item) => new(TicketReason.UnknownItem, item),
        TicketStep.UsePart { Part: var part } when part.Pieces is < 1 or > 999 || part.Price < 0 || string.IsNullOrWhiteSpace(part.Part) => new(TicketReason.BadPart, part.Part),
        _ => null,
    };

    /// <summary>The state, and the pause that begins or ends with it.</summary>
    private static Ticket Moved(Ticket ticket, TicketStep step, DateTimeOffset at)
    {
        if (step is TicketStep.Pause pause) return ticket with { State = TicketState.Paused, Pauses = [.. ticket.Pauses, new(at, null, pause.Reason, ticket.State)] };
        var to = TicketTable.After(step.Word) ?? (step is TicketStep.Resume ? ticket.OpenPause?.Was ?? TicketState.Ready : ticket.State);
        return ticket.OpenPause is { } open && to != TicketState.Paused
            ? ticket with { State = to, Pauses = [.. ticket.Pauses.SkipLast(1), open with { To = at < open.From ? open.From : at }] }
            : ticket with { State = to };
    }

    private static Ticket Done(Ticket ticket, TicketAct act, TicketRules rules, DateTimeOffset at) => act.Step switch
    {
        TicketStep.Triage triage => ticket with { Priority = triage.Priority, Skill = triage.Skill, Needs = triage.Parts, Sla = rules.TargetsOf(triage.Priority) },
        TicketStep.Assign assign => ticket with { Visit = assign.Visit, RespondedAt = ticket.RespondedAt ?? at, DepartedAt = null, ArrivedAt = null },
        TicketStep.Unassign or TicketStep.Decline => ticket with { Visit = null, RespondedAt = null },
        TicketStep.Depart => ticket with { DepartedAt = at },
        TicketStep.Arrive => ticket with { ArrivedAt = at },
        TicketStep.Finish finish => ticket with { RepairedAt = at, Result = finish.Result, ResultNote = Cut(finish.Note) },
        TicketStep.NotFixed => ticket with { RepairedAt = null, Result = null, ResultNote = "" },
        TicketStep.Close or TicketStep.Cancel => ticket with { EndedAt = at },
        TicketStep.Merge merge => ticket with { EndedAt = at, MergedInto = merge.Into, Visit = null },
        TicketStep.Reopen => ticket with
        {
            Reopenings = ticket.Reopenings + 1,
            SlaFrom = at,
            Visit = null,
            RespondedAt = null,
            DepartedAt = null,
            ArrivedAt = null,
            RepairedAt = null,
            EndedAt = null,
            Result = null,
            ResultNote = "",
            Checklist = [.. ticket.Checklist.Select(i => i with { DoneAt = null, By = null })],
        },
        TicketStep.Check check => ticket with
        {
            Checklist = [.. ticket.Checklist.Select(i => i.Text != check.Item ? i : i with { DoneAt = check.Done ? at : null, By = check.Done ? act.By.Name : null })],
        },
        TicketStep.UsePart use => ticket with { Parts = [.. ticket.Parts, use.Part] },
        _ => ticket,
    };

    private static string DetailOf(TicketStep step) => step switch
    {
        TicketStep.Assign { Visit: var visit, Why: var why } => why.Length == 0 ? visit.Name : $"{visit.Name}: {why}",
        TicketStep.Unassign { Why: var why } => why,
        TicketStep.Decline { Why: var why } => why,
        TicketStep.Pause { Reason: var reason, Why: var why } => why.Length == 0 ? reason.ToString() : $"{reason}: {why}",
        TicketStep.Finish { Result: var result, Note: var note } => note.Length == 0 ? result : $"{result}: {note}",
        TicketStep.Verify { Evidence: var evidence } => evidence,
        TicketStep.NotFixed { Why: var why } => why,
        TicketStep.Cancel { Why: var why } => why,
        TicketStep.Reopen { Why: var why } => why,
        TicketStep.Merge { Into: var into } => into.ToString(),
        TicketStep.Remark { Text: var text } => text,
        TicketStep.Check { Item: var item, Done: var done } => done ? item : $"-{item}",
        TicketStep.UsePart { Part: var part } => $"{part.Part} x {part.Pieces}",
        _ => "",
    };

    private static TicketDecision No(Ticket ticket, string code, string detail = "") => new(ticket, null, new(code, detail));

    internal static string Cut(string text) => text.Trim() is { Length: > LongestText } tooLong ? tooLong[..LongestText] : text.Trim();
}
