namespace IotLink.Core.Alarms;

/// <summary>What can happen to an alarm, as its history keeps it; screens say it in the reader's language.</summary>
public static class AlarmWord
{
    public const string Raised = "raised";
    public const string RaisedAgain = "raised-again";
    public const string FurtherSource = "further-source";
    public const string Regraded = "regraded";
    public const string Ended = "ended";
    public const string Flapping = "flapping";
    public const string Quiet = "quiet";
    public const string Settled = "settled";
    public const string Suppressed = "suppressed";
    public const string Released = "released";
    public const string Grouped = "grouped";
    public const string Acknowledged = "acknowledged";
    public const string Assigned = "assigned";
    public const string Commented = "commented";
    public const string Rated = "rated";
    public const string Snoozed = "snoozed";
    public const string Woken = "woken";
    public const string ActionBegan = "action-began";
    public const string Verifying = "verifying";
    public const string GivenUp = "given-up";
    public const string Confirmed = "confirmed";
    public const string Resolved = "resolved";
    public const string Closed = "closed";
    public const string Reopened = "reopened";
    public const string Returned = "returned";
    public const string Undone = "undone";

    public static IReadOnlyList<string> All { get; } =
    [
        Raised, RaisedAgain, FurtherSource, Regraded, Ended, Flapping, Quiet, Settled, Suppressed, Released, Grouped, Acknowledged, Assigned, Commented,
        Rated, Snoozed, Woken, ActionBegan, Verifying, GivenUp, Confirmed, Resolved, Closed, Reopened, Returned, Undone,
    ];
}
