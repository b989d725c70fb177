using IotLink.Core.Devices;
using IotLink.Core.Technicians;
using IotLink.Core.Tickets;

namespace IotLink.Core.Dispatch;

/// <summary>What somebody is looked for.</summary>
/// <param name="ArriveBy">The promise; null where there is none to keep.</param>
public sealed record Job(TicketNo No, string? Skill, IReadOnlyList<string> Parts, SiteId? Site, string? Region, GeoPoint? Place, TimeSpan Work, DateTimeOffset? ArriveBy);

/// <summary>A technician with what is given away of the days to come.</summary>
/// <param name="Bookings">In order of time.</param>
/// <param name="SitesBefore">Where they were on earlier tickets.</param>
public sealed record Workdays(Technician Technician, IReadOnlyList<Booking> Bookings, IReadOnlySet<SiteId> SitesBefore);

/// <summary>Time that is given away.</summary>
public sealed record Booking(TicketNo No, string Title, Visit Visit, GeoPoint? Place, TicketState State);

/// <summary>A technician as a choice, best first.</summary>
/// <param name="Visit">The earliest time that fits; null: none within the days looked at.</param>
/// <param name="Kilometres">By road, estimated; null where a place is not known.</param>
/// <param name="Reasons">What counts for and against, weightiest first.</param>
public sealed record Candidate(Technician Technician, Visit? Visit, double? Kilometres, int Score, IReadOnlyList<MatchReason> Reasons)
{
    public bool IsPossible => Visit is not null;
}

/// <param name="Points">What it adds; negative: takes away.</param>
/// <param name="Values">For the text: a part, a number.</param>
public sealed record MatchReason(MatchWord Word, int Points, params IReadOnlyList<string> Values);

/// <summary>The words are the portal's.</summary>
public enum MatchWord { HasSkill, LacksSkill, HasParts, LacksPart, Arrival, InTime, TooLate, Load, OwnRegion, KnowsSite, WayUnknown, NoTime }

/// <summary>What speaks against a time somebody has chosen by hand.</summary>
public sealed record Objection(ObjectionWord Word, params IReadOnlyList<string> Values)
{
    /// <summary>Cannot be overridden by a reason.</summary>
    public bool IsFinal => Word is ObjectionWord.Overlap or ObjectionWord.Past or ObjectionWord.Left;
}

public enum ObjectionWord { Overlap, Past, Left, OnLeave, DayOff, OutsideShift, Break, LacksSkill, LacksPart, AfterPromise }
