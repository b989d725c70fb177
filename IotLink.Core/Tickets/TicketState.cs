namespace IotLink.Core.Tickets;

/// <summary>How far a ticket is; the numbers are stored. Which step leads where: <see cref="TicketTable"/>.</summary>
public enum TicketState
{
    New = 0,

    /// <summary>Looked at: urgency, skill and parts are said; nobody goes yet.</summary>
    Ready = 1,
    Assigned = 2,
    Accepted = 3,
    EnRoute = 4,
    OnSite = 5,

    /// <summary>Waits for a part, for the customer, or for something else outside; its clock stands.</summary>
    Paused = 6,

    /// <summary>The technician says that it is fixed.</summary>
    Done = 7,

    /// <summary>Telemetry or the customer says so, too.</summary>
    Verified = 8,
    Closed = 9,
    Cancelled = 10,

    /// <summary>Goes on under another number.</summary>
    Merged = 11,

    /// <summary>Was over, and is not: somebody has to go again.</summary>
    Reopened = 12,
}

/// <summary>How urgent; also the order of lists.</summary>
public enum TicketPriority { Urgent = 1, High = 2, Normal = 3, Low = 4 }

/// <summary>Why a ticket waits.</summary>
public enum PauseReason { Part, Customer, Access, Weather, Other }

/// <summary>What it was made from.</summary>
public enum TicketSource { Hand, Alarm, DispatchRequest }
