namespace IotLink.Core.Tickets;

/// <summary>What can be done with a ticket; the numbers are stored.</summary>
public enum TicketWord
{
    Open = 0, Triage = 1, Assign = 2, Unassign = 3, Accept = 4, Decline = 5, Depart = 6, Arrive = 7, Pause = 8, Resume = 9,
    Finish = 10, Verify = 11, NotFixed = 12, Close = 13, Cancel = 14, Reopen = 15, Merge = 16, Note = 17, Check = 18, UsePart = 19,
}

/// <summary>One step with what belongs to it. <see cref="TicketTable"/> says when it may be taken.</summary>
public abstract record TicketStep(TicketWord Word)
{
    public sealed record Triage(TicketPriority Priority, string? Skill, IReadOnlyList<string> Parts) : TicketStep(TicketWord.Triage);

    /// <summary>Gives it to a technician at a time; also moves it to another.</summary>
    /// <param name="Why">Needed where something speaks against it.</param>
    public sealed record Assign(Visit Visit, string Why = "") : TicketStep(TicketWord.Assign);

    public sealed record Unassign(string Why = "") : TicketStep(TicketWord.Unassign);

    public sealed record Accept() : TicketStep(TicketWord.Accept);

    public sealed record Decline(string Why) : TicketStep(TicketWord.Decline);

    public sealed record Depart() : TicketStep(TicketWord.Depart);

    public sealed record Arrive() : TicketStep(TicketWord.Arrive);

    public sealed record Pause(PauseReason Reason, string Why = "") : TicketStep(TicketWord.Pause);

    public sealed record Resume() : TicketStep(TicketWord.Resume);

    public sealed record Finish(string Result, string Note = "") : TicketStep(TicketWord.Finish);

    public sealed record Verify(string Evidence = "") : TicketStep(TicketWord.Verify);

    public sealed record NotFixed(string Why) : TicketStep(TicketWord.NotFixed);

    public sealed record Close() : TicketStep(TicketWord.Close);

    public sealed record Cancel(string Why) : TicketStep(TicketWord.Cancel);

    public sealed record Reopen(string Why) : TicketStep(TicketWord.Reopen);

    public sealed record Merge(TicketNo Into) : TicketStep(TicketWord.Merge);

    public sealed record Remark(string Text) : TicketStep(TicketWord.Note);

    public sealed record Check(string Item, bool Done = true) : TicketStep(TicketWord.Check);

    public sealed record UsePart(PartUse Part) : TicketStep(TicketWord.UsePart);
}
