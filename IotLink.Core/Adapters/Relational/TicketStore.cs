using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Technicians;
using IotLink.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class TicketStore(RelationalDatabase database, TicketRules rules) : ITicketStore
{
    private const int MostEarlier = 20;

    private enum Reach { None, Whole, GivenAway }

    public Task<TicketAnswer> OpenAsync(TicketDraft draft, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (draft.Alarm is { } alarm && await db.Tickets.FirstOrDefaultAsync(t => t.AlarmId == alarm.Value && t.IsOpen, ct) is { } there)
                return new TicketAnswer(there.ToTicket(), new(TicketReason.AlreadyOpen, new TicketNo(there.Number).ToString()));
            var no = await NextNumberAsync(db, ct);
            if (await TakeRequestAsync(db, draft.Alarm, no, now, ct)) draft = draft with { Source = TicketSource.DispatchRequest };
            var earlier = await db.Tickets.Where(t => t.DeviceId == draft.Device.Value && t.RepairedAt != null)
                .OrderByDescending(t => t.RepairedAt).Take(MostEarlier).ToListAsync(ct);
            var ticket = draft.ToTicket(no, earlier.Select(t => t.ToTicket()), rules, now);
            db.Tickets.Add(TicketEntity.Of(ticket));
            db.TicketEvents.Add(TicketEventEntity.Of(new(no, now, now, TicketWord.Open, ticket.State, draft.By, ticket.Title), null));
            return new TicketAnswer(ticket, null);
        },
        ct);

    public Task<TicketAnswer?> StepAsync(TicketScope scope, TicketNo no, TicketAct act, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.Tickets.FirstOrDefaultAsync(t => t.Number == no.Number, ct) is not { } entity) return null;
            var ticket = entity.ToTicket();
            if (act.Key is not null && await db.TicketEvents.FirstOrDefaultAsync(e => e.Number == no.Number && e.Key == act.Key, ct) is { } seen)
                return seen.ById == act.By.UserId ? new TicketAnswer(ticket, null) : null; // somebody else's key opens nothing
            switch (await ReachAsync(db, scope, ticket, ct))
            {
                case Reach.None: return null;
                case Reach.GivenAway: return new TicketAnswer(ticket, new(TicketReason.NotYours, ticket.Visit?.Name ?? ""), await LastAsync(db, no, ct));
            }

            var decision = TicketLifecycle.Decide(ticket, act, rules, now);
            if (decision.Refusal is { } refusal) return new TicketAnswer(ticket, refusal, await LastAsync(db, no, ct));
            if (await BookAsync(db, decision.After, now, ct) is { } taken) return new TicketAnswer(ticket, new(TicketReason.Overlap, taken.ToString()));
            entity.Take(decision.After);
            db.TicketEvents.Add(TicketEventEntity.Of(decision.Happened!, act.Key));
            return new TicketAnswer(decision.After, null);
        },
        ct);

    public Task<Page<TicketRow>> ListAsync(TicketScope scope, TicketQuery query, CancellationToken ct) => database.ReadAsync(
        async db =>
        {
            var rows = TicketQueries.Matching(TicketQueries.Visible(db, scope), query);
            var total = await rows.CountAsync(ct);
            var page = await TicketQueries.Ordered(rows).Skip(query.Skip).Take(query.Take).ToListAsync(ct);
            return new Page<TicketRow>([.. page.Select(r => r.ToRow())], total);
        },
        ct);

    public Task<TicketRow?> FindAsync(TicketScope scope, TicketNo no, CancellationToken ct) => database.ReadLatestAsync(
        async db => (await TicketQueries.Visible(db, scope).FirstOrDefaultAsync(r => r.Ticket.Number == no.Number, ct))?.ToRow(), ct);

    public Task<IReadOnlyList<TicketEvent>> HistoryAsync(TicketNo no, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<TicketEvent>>(
        async db => [.. (await db.TicketEvents.Where(e => e.Number == no.Number).OrderBy(e => e.Id).ToListAsync(ct)).Select(e => e.ToEvent())], ct);

    public Task<IReadOnlyList<TicketRow>> VisitsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<TicketRow>>(
        async db =>
        {
            var rows = TicketQueries.Visible(db, TicketScope.All).Where(r => r.Ticket.VisitFrom < to && r.Ticket.VisitTo > from);
            return [.. (await rows.OrderBy(r => r.Ticket.VisitFrom).ThenBy(r => r.Ticket.Number).ToListAsync(ct)).Select(r => r.ToRow())];
        },
        ct);

    public Task<IReadOnlyList<SiteVisit>> SitesOfAsync(DateTimeOffset since, CancellationToken ct) => database.ReadAsync<IReadOnlyList<SiteVisit>>(
        async db =>
        {
            var found = await db.Tickets.Where(t => t.OpenedAt >= since && t.TechnicianId != null && t.SiteId != null && t.RepairedAt != null)
                .Select(t => new { t.TechnicianId, t.SiteId }).Distinct().ToListAsync(ct);
            return [.. found.Select(f => new SiteVisit(TechnicianId.Parse(f.TechnicianId!, null), SiteId.Parse(f.SiteId!, null)))];
        },
        ct);

    public Task<TicketNo?> OfAlarmAsync(AlarmId alarm, CancellationToken ct) => database.ReadLatestAsync<TicketNo?>(
        async db => await db.Tickets.Where(t => t.AlarmId == alarm.Value).OrderByDescending(t => t.IsOpen).ThenByDescending(t => t.Number)
            .Select(t => (int?)t.Number).FirstOrDefaultAsync(ct) is { } number ? new TicketNo(number) : null,
        ct);

    public Task<IReadOnlyList<FailureCount>> FailuresAsync(DateTimeOffset since, CancellationToken ct) => database.ReadAsync<IReadOnlyList<FailureCount>>(
        async db =>
        {
            var found = await db.Tickets.Where(t => t.OpenedAt >= since).GroupBy(t => new { t.ProductId, t.Code, t.Result })
                .Select(g => new { g.Key.ProductId, g.Key.Code, g.Key.Result, Count = g.Count() }).ToListAsync(ct);
            return
            [
                .. found.OrderByDescending(f => f.Count).ThenBy(f => f.ProductId, StringComparer.Ordinal).ThenBy(f => f.Code, StringComparer.Ordinal)
                    .Select(f => new FailureCount(ProductId.Parse(f.ProductId, null), f.Code, f.Result, f.Count)),
            ];
        },
        ct);

    /// <summary>A technician whose ticket went to another is told so; anybody else out of reach is told nothing.</summary>
    private static async Task<Reach> ReachAsync(IotLinkDb db, TicketScope scope, Ticket ticket, CancellationToken ct)
    {
        if (!scope.Devices.Allows(ticket.Customer)) return Reach.None;
        if (scope.Technician is not { } technician || ticket.Visit?.Technician == technician) return Reach.Whole;
        var account = await db.Technicians.Where(t => t.Id == technician.Value).Select(t => t.AccountId).FirstOrDefaultAsync(ct);
        var had = account is not null && await db.TicketEvents.AnyAsync(e => e.Number == ticket.No.Number && e.ById == account, ct);
        return had ? Reach.GivenAway : Reach.None;
    }

    /// <summary>Gives back the quarters that are not needed any more and takes the new ones.</summary>
    /// <returns>The ticket that has one of them already.</returns>
    private static async Task<TicketNo?> BookAsync(IotLinkDb db, Ticket ticket, DateTimeOffset now, CancellationToken ct)
    {
        var held = await db.BookedQuarters.Where(q => q.Number == ticket.No.Number).ToListAsync(ct);
        var who = ticket.Visit?.Technician.Value ?? "";
        HashSet<long> wanted = ticket.Visit is { } visit && (TicketTable.TakesTime(ticket.State) || ticket.State == TicketState.Paused) ? [.. QuarterHours.Of(visit)] : [];
        if (ticket.RepairedAt is { } fixedAt) wanted.RemoveWhere(q => q * QuarterHours.One.Ticks >= (fixedAt < now ? fixedAt : now).UtcTicks);
        var (first, last) = wanted.Count == 0 ? (0, -1) : (wanted.Min(), wanted.Max());
        var others = await db.BookedQuarters.Where(q => q.TechnicianId == who && q.Quarter >= first && q.Quarter <= last && q.Number != ticket.No.Number).ToListAsync(ct);
        if (others.FirstOrDefault(q => wanted.Contains(q.Quarter)) is { } other) return new(other.Number);
        var kept = held.Where(q => q.TechnicianId == who && wanted.Contains(q.Quarter)).ToList();
        db.BookedQuarters.RemoveRange(held.Except(kept));
        db.BookedQuarters.AddRange(wanted.Except(kept.Select(q => q.Quarter)).Select(q => new BookedQuarterEntity { TechnicianId = who, Quarter = q, Number = ticket.No.Number }));
        return null;
    }

    private static async Task<TicketNo> NextNumberAsync(IotLinkDb db, CancellationToken ct)
    {
        var counter = await db.Counters.FirstAsync(c => c.Name == CounterEntity.Tickets, ct);
        return new((int)++counter.Value);
    }

    private static async Task<bool> TakeRequestAsync(IotLinkDb db, AlarmId? alarm, TicketNo no, DateTimeOffset now, CancellationToken ct)
    {
        if (alarm is null || await db.DispatchRequests.FirstOrDefaultAsync(r => r.AlarmId == alarm.Value.Value && r.State == DispatchState.Open, ct) is not { } request) return false;
        request.Settle(DispatchState.Taken, no.ToString(), now);
        return true;
    }

    private static async Task<TicketEvent?> LastAsync(IotLinkDb db, TicketNo no, CancellationToken ct) =>
        (await db.TicketEvents.Where(e => e.Number == no.Number).OrderByDescending(e => e.Id).FirstOrDefaultAsync(ct))?.ToEvent();
}
