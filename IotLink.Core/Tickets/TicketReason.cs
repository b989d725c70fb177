namespace IotLink.Core.Tickets;

/// <summary>Why a step is not taken. Stable: screens and tests rely on them.</summary>
public static class TicketReason
{
    /// <summary>The step does not follow from the state the ticket is in.</summary>
    public const string NotNow = "ticket.not_now";

    /// <summary>Somebody else changed it since it was looked at.</summary>
    public const string Conflict = "ticket.conflict";

    /// <summary>The technician's time is taken by another ticket.</summary>
    public const string Overlap = "ticket.overlap";

    /// <summary>Not whole quarters of an hour, or no time at all.</summary>
    public const string BadSlot = "ticket.bad_slot";

    public const string ChecklistOpen = "ticket.checklist_open";
    public const string UnknownItem = "ticket.unknown_item";
    public const string UnknownResult = "ticket.unknown_result";
    public const string BadPart = "ticket.bad_part";
    public const string WhyNeeded = "ticket.why_needed";
    public const string TitleNeeded = "ticket.title_needed";

    /// <summary>The alarm has a ticket already.</summary>
    public const string AlreadyOpen = "ticket.already_open";

    /// <summary>Into itself, into one that is over, or into one of another customer.</summary>
    public const string BadMerge = "ticket.bad_merge";

    /// <summary>It was given to another technician.</summary>
    public const string NotYours = "ticket.not_yours";

    public const string TechnicianUnknown = "ticket.technician_unknown";

    public static IReadOnlyList<string> All { get; } =
        [.. typeof(TicketReason).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
}

/// <summary>What a visit came to. Words that are stored; the order is the number one types.</summary>
public static class TicketResult
{
    public const string FalseAlarm = "false-alarm";
    public const string NotFixed = "not-fixed";

    public static IReadOnlyList<string> Choices { get; } =
        ["repaired", "part-replaced", "adjusted", "cleaned", "customer-use", "environment", "no-fault-found", FalseAlarm, NotFixed];

    /// <summary>The visit ended what it was for.</summary>
    public static bool IsFix(string? result) => result is not (null or NotFixed);
}
