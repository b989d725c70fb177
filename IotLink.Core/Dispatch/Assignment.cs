using System.Globalization;
using IotLink.Core.Calendars;
using IotLink.Core.Tickets;

namespace IotLink.Core.Dispatch;

/// <summary>Who should go: skill, parts, way, promise, load and region, each with what it counts. Pure; nothing is chosen in the dark.</summary>
public static class Assignment
{
    /// <returns>Best first. Who has no time is last, and says so.</returns>
    public static IReadOnlyList<Candidate> Rank(Job job, IEnumerable<Workdays> crew, SiteCalendar calendar, DispatchOptions options, DateTimeOffset now) =>
    [
        .. crew.Where(w => w.Technician.IsActive).Select(w => Judge(job, w, calendar, options, now))
            .OrderByDescending(c => c.IsPossible).ThenByDescending(c => c.Score).ThenBy(c => c.Visit?.From).ThenBy(c => c.Technician.Id.Value, StringComparer.Ordinal),
    ];

    /// <summary>What speaks against a time chosen by hand.</summary>
    public static IReadOnlyList<Objection> Check(Job job, Workdays who, Visit visit, SiteCalendar calendar, DateTimeOffset now)
    {
        var (technician, found) = (who.Technician, new List<Objection>());
        if (!technician.IsActive) found.Add(new(ObjectionWord.Left));
        if (visit.From < now) found.Add(new(ObjectionWord.Past));
        if (who.Bookings.FirstOrDefault(b => b.No != job.No && b.Visit.Leaves < visit.To && visit.Leaves < b.Visit.To) is { } other) found.Add(new(ObjectionWord.Overlap, other.No.ToString()));
        var (day, from, to) = (DateOnly.FromDateTime(calendar.Local(visit.From)), TimeOf(calendar, visit.Leaves), TimeOf(calendar, visit.To));
        var shift = technician.Shift;
        if (technician.LeaveOn(day) is { } leave) found.Add(new(ObjectionWord.OnLeave, leave.Why));
        else if (!FreeTime.Works(technician, calendar, day)) found.Add(new(ObjectionWord.DayOff));
        else if (from < shift.From || to > shift.To || to < from) found.Add(new(ObjectionWord.OutsideShift, Text(shift.From), Text(shift.To)));
        else if (from < shift.BreakTo && to > shift.BreakFrom) found.Add(new(ObjectionWord.Break, Text(shift.BreakFrom), Text(shift.BreakTo)));
        if (!technician.Can(job.Skill)) found.Add(new(ObjectionWord.LacksSkill, job.Skill!));
        found.AddRange(job.Parts.Where(p => !technician.Carries(p)).Select(p => new Objection(ObjectionWord.LacksPart, p)));
        if (job.ArriveBy is { } promise && visit.From > promise && promise > now) found.Add(new(ObjectionWord.AfterPromise));
        return found;
    }

    /// <summary>Where the technician comes from if they have to be there at a time.</summary>
    public static double? KilometresTo(Job job, Workdays who, DateTimeOffset arrival, SiteCalendar calendar, DispatchOptions options)
    {
        var day = calendar.Local(arrival).Date;
        var before = who.Bookings.LastOrDefault(b => b.No != job.No && b.Visit.To <= arrival && calendar.Local(b.Visit.To).Date == day);
        return Ways.Kilometres(before?.Place ?? who.Technician.Home, job.Place, options);
    }

    private static Candidate Judge(Job job, Workdays who, SiteCalendar calendar, DispatchOptions options, DateTimeOffset now)
    {
        who = who with { Bookings = [.. who.Bookings.Where(b => b.No != job.No)] };
        var (visit, kilometres) = Earliest(job, who, calendar, options, now);
        List<MatchReason> reasons = [.. Fitness(job, who, options)];
        if (visit is null) reasons.Add(new(MatchWord.NoTime, 0, Text(options.DaysAhead)));
        else reasons.AddRange(Timing(job, who, visit, kilometres, calendar, options, now));
        return new(who.Technician, visit, kilometres, reasons.Sum(r => r.Points), [.. reasons.OrderByDescending(r => Math.Abs(r.Points))]);
    }

    private static (Visit? Visit, double? Kilometres) Earliest(Job job, Workdays who, SiteCalendar calendar, DispatchOptions options, DateTimeOffset now)
    {
        foreach (var free in FreeTime.Of(who, calendar, now, options.DaysAhead))
        {
            var kilometres = Ways.Kilometres(free.Place, job.Place, options);
            var way = Ways.Time(kilometres, options);
            var arrival = QuarterHours.Up(free.From) + way;
            if (arrival + job.Work <= free.To) return (new(who.Technician.Id, who.Technician.Name, arrival, arrival + job.Work, (int)way.TotalMinutes), kilometres);
        }

        return (null, null);
    }

    private static IEnumerable<MatchReason> Fitness(Job job, Workdays who, DispatchOptions options)
    {
        var technician = who.Technician;
        if (job.Skill is { } skill) yield return technician.Can(skill) ? new(MatchWord.HasSkill, options.Skill, skill) : new(MatchWord.LacksSkill, -options.Skill, skill);
        var missing = job.Parts.Where(p => !technician.Carries(p)).ToList();
        foreach (var part in missing) yield return new(MatchWord.LacksPart, -options.Part / job.Parts.Count, part);
        if (job.Parts.Count > 0 && missing.Count == 0) yield return new(MatchWord.HasParts, options.Part, string.Join(", ", job.Parts));
        if (job.Region is { } region && technician.Regions.Contains(region)) yield return new(MatchWord.OwnRegion, options.Region, region);
        if (job.Site is { } site && who.SitesBefore.Contains(site)) yield return new(MatchWord.KnowsSite, options.SameSite);
    }

    private static IEnumerable<MatchReason> Timing(
        Job job, Workdays who, Visit visit, double? kilometres, SiteCalendar calendar, DispatchOptions options, DateTimeOffset now)
    {
        var late = Math.Clamp((visit.From - now) / options.SlowArrival, 0, 1);
        yield return new(MatchWord.Arrival, (int)Math.Round(options.Arrival * (1 - late)), Text(visit.TravelMinutes));
        if (kilometres is null) yield return new(MatchWord.WayUnknown, 0);
        if (job.ArriveBy is { } promise) yield return visit.From <= promise ? new(MatchWord.InTime, options.Sla) : new(MatchWord.TooLate, -options.Sla);
        var day = calendar.Local(visit.From).Date;
        var hours = (int)Math.Round(who.Bookings.Where(b => calendar.Local(b.Visit.From).Date == day).Sum(b => (b.Visit.To - b.Visit.Leaves).TotalHours));
        if (hours > 0) yield return new(MatchWord.Load, -options.LoadPerHour * hours, Text(hours));
    }

    private static TimeOnly TimeOf(SiteCalendar calendar, DateTimeOffset at) => TimeOnly.FromDateTime(calendar.Local(at));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
