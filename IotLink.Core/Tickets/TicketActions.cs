using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Live;
using IotLink.Core.Messages;

namespace IotLink.Core.Tickets;

/// <summary>What people do with tickets. The right is checked here, whatever the page has shown.</summary>
public sealed class TicketActions(
    ITicketStore tickets, TicketDesk desk, IDeviceStore devices, AlarmDesk alarms, TicketRules rules, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    /// <summary>Makes a ticket of an alarm; its dispatch request, if there is one, is taken with it.</summary>
    /// <returns>null when the viewer may not, or there is no such alarm for them.</returns>
    public async Task<TicketAnswer?> OpenAsync(Viewer viewer, AlarmId alarm, TicketWish wish, CancellationToken ct)
    {
        if (!viewer.May(Permission.PlanTickets) || await alarms.FindAsync(viewer, alarm, ct) is not { } row) return null;
        var found = row.Alarm;
        var draft = new TicketDraft(found.Device, found.Product, Or(wish.Title, found.Title), wish.Priority ?? TicketRules.PriorityOf(found.Severity), Person.Of(viewer))
        {
            Text = Or(wish.Text, found.Evidence),
            Site = row.Site?.Id,
            Customer = row.Customer?.Id,
            Source = TicketSource.Alarm,
            Alarm = alarm,
            Code = found.Code,
        };
        return await AddAsync(viewer, draft, wish, ct);
    }

    /// <summary>Makes a ticket for a device by hand.</summary>
    /// <returns>null when the viewer may not, or there is no such device for them.</returns>
    public async Task<TicketAnswer?> OpenAsync(Viewer viewer, DeviceId device, TicketWish wish, CancellationToken ct)
    {
        if (!viewer.May(Permission.PlanTickets) || await devices.FindAsync(viewer.Scope, device, ct) is not { } row) return null;
        var draft = new TicketDraft(device, row.Device.Product, wish.Title, wish.Priority ?? TicketPriority.Normal, Person.Of(viewer))
        {
            Text = wish.Text,
            Site = row.Site?.Id,
            Customer = row.Customer?.Id,
            Code = wish.Code,
        };
        return string.IsNullOrWhiteSpace(wish.Title) ? Untitled(draft) : await AddAsync(viewer, draft, wish, ct);
    }

    /// <summary>One step on a ticket; a technician works on tickets of their own, and plans none.</summary>
    /// <param name="version">The version that was looked at.</param>
    /// <returns>null when the viewer may not, or there is no such ticket for them.</returns>
    public async Task<TicketAnswer?> StepAsync(
        Viewer viewer, TicketNo no, TicketStep step, int? version, CancellationToken ct, string? key = null, DateTimeOffset? happenedAt = null)
    {
        if (!viewer.May(Needed(step.Word)) && !viewer.May(Permission.PlanTickets)) return null;
        if (await desk.ScopeAsync(viewer, ct) is not { } scope) return null;
        var now = time.GetUtcNow();
        var answer = await MergeFaultAsync(scope, no, step, ct) ?? await tickets.StepAsync(scope, no, new(step, Person.Of(viewer), version, key, happenedAt), now, ct);
        if (answer is { IsDone: true }) await TellAsync(viewer, $"ticket.{step.Word}", answer.Ticket, ct);
        return answer;
    }

    private async Task<TicketAnswer> AddAsync(Viewer viewer, TicketDraft draft, TicketWish wish, CancellationToken ct)
    {
        draft = draft with
        {
            Skill = wish.Skill ?? draft.Product.Value,
            Needs = wish.Parts ?? rules.PartsOf(draft.Product, draft.Code),
            Work = wish.Work,
            Warranty = wish.Warranty,
        };
        var answer = await tickets.OpenAsync(draft, time.GetUtcNow(), ct);
        if (answer.IsDone) await TellAsync(viewer, "ticket.open", answer.Ticket, ct);
        return answer;
    }

    /// <summary>Into one that is over, of another customer, or not there: nothing would go on.</summary>
    private async Task<TicketAnswer?> MergeFaultAsync(TicketScope scope, TicketNo no, TicketStep step, CancellationToken ct)
    {
        if (step is not TicketStep.Merge { Into: var into } || await tickets.FindAsync(scope, no, ct) is not { } row) return null;
        var target = (await tickets.FindAsync(scope, into, ct))?.Ticket;
        return target is { IsOver: false } && target.Customer == row.Ticket.Customer ? null : new(row.Ticket, new(TicketReason.BadMerge, into.ToString()));
    }

    private async Task TellAsync(Viewer viewer, string what, Ticket ticket, CancellationToken ct)
    {
        await audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, what.ToLowerInvariant(), ticket.No.ToString(), ticket.Device.Value), ct);
        live.Signal(LiveTopic.Tickets);
        if (ticket.Alarm is not null) live.Signal(LiveTopic.Commands);
    }

    private static Permission Needed(TicketWord word) => word switch
    {
        TicketWord.Accept or TicketWord.Decline or TicketWord.Depart or TicketWord.Arrive or TicketWord.Pause or TicketWord.Resume or TicketWord.Finish
            or TicketWord.Verify or TicketWord.NotFixed or TicketWord.Note or TicketWord.Check or TicketWord.UsePart or TicketWord.Close => Permission.WorkTickets,
        _ => Permission.PlanTickets,
    };

    private TicketAnswer Untitled(TicketDraft draft) =>
        new(draft.ToTicket(default, [], rules, time.GetUtcNow()), new Refusal(TicketReason.TitleNeeded, ""));

    private static string Or(string text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text;
}

/// <summary>What a person says about a ticket to be opened; what is left out follows from the alarm and the product.</summary>
public sealed record TicketWish(
    string Title = "", string Text = "", TicketPriority? Priority = null, string? Skill = null, IReadOnlyList<string>? Parts = null,
    TimeSpan? Work = null, bool? Warranty = null, string Code = "");
