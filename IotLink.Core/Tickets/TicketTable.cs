using static IotLink.Core.Tickets.TicketState;

namespace IotLink.Core.Tickets;

/// <summary>The state machine of a ticket. Whoever wants to know what may follow on what reads this table.</summary>
public static class TicketTable
{
    private static readonly TicketState[] NobodyGoes = [New, Ready, Reopened];
    private static readonly TicketState[] Alive = [New, Ready, Reopened, Assigned, Accepted, EnRoute, OnSite, Paused, Done, Verified];

    /// <summary>Null as <c>To</c>: the state stays, or (Resume) it is the one before the pause.</summary>
    private static readonly Dictionary<TicketWord, (TicketState[] From, TicketState? To)> Rows = new()
    {
        [TicketWord.Triage] = ([New, Ready, Reopened], Ready),
        [TicketWord.Assign] = ([New, Ready, Reopened, Assigned, Accepted, Paused], Assigned),
        [TicketWord.Unassign] = ([Assigned, Accepted], Ready),
        [TicketWord.Accept] = ([Assigned], Accepted),
        [TicketWord.Decline] = ([Assigned, Accepted], Ready),
        [TicketWord.Depart] = ([Accepted], EnRoute),
        [TicketWord.Arrive] = ([EnRoute], OnSite),
        [TicketWord.Pause] = ([New, Ready, Reopened, Assigned, Accepted, EnRoute, OnSite], Paused),
        [TicketWord.Resume] = ([Paused], null),
        [TicketWord.Check] = ([Accepted, EnRoute, OnSite], null),
        [TicketWord.UsePart] = ([OnSite, Done], null),
        [TicketWord.Finish] = ([OnSite], Done),
        [TicketWord.Verify] = ([Done], Verified),
        [TicketWord.NotFixed] = ([Done], OnSite),
        [TicketWord.Close] = ([Verified], Closed),
        [TicketWord.Cancel] = ([New, Ready, Reopened, Assigned, Accepted, EnRoute, Paused], Cancelled),
        [TicketWord.Merge] = ([.. NobodyGoes, Assigned, Paused], Merged),
        [TicketWord.Reopen] = ([Done, Verified, Closed, Cancelled], Reopened),
        [TicketWord.Note] = ([.. Alive, Closed, Cancelled], null),
    };

    public static bool Allows(TicketState state, TicketWord word) => Rows.TryGetValue(word, out var row) && row.From.Contains(state);

    /// <summary>The state after a step that is allowed; null where it stays.</summary>
    public static TicketState? After(TicketWord word) => Rows[word].To;

    /// <summary>In the order of the table.</summary>
    public static IEnumerable<TicketWord> From(TicketState state) => Rows.Where(r => r.Value.From.Contains(state)).Select(r => r.Key);

    /// <summary>Nothing is expected of anybody any more.</summary>
    public static bool IsOver(TicketState state) => state is Closed or Cancelled or Merged;

    /// <summary>Somebody has to be found who goes.</summary>
    public static bool IsUnassigned(TicketState state) => NobodyGoes.Contains(state);

    /// <summary>A technician's time is taken for it.</summary>
    public static bool TakesTime(TicketState state) => state is Assigned or Accepted or EnRoute or OnSite or Done or Verified or Closed;
}
