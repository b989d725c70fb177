using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Calendars;
using IotLink.Core.Live;

namespace IotLink.Core.Alarms.Escalation;

/// <summary>What pages ask and do about policies, teams and calendars.</summary>
public sealed class OnCallDesk(IOnCallStore store, IAuditLog audit, ILiveFeed live, SiteCalendar calendar, TimeProvider time)
{
    public async Task<OnCallBook?> BookAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewOnCall) ? await store.LoadAsync(ct) : null;

    /// <summary>Who is on call by each calendar now; null stands for a gap.</summary>
    public IReadOnlyDictionary<string, string?> OnCallNow(OnCallBook book) => OnCallAt(book, time.GetUtcNow());

    public IReadOnlyDictionary<string, string?> OnCallAt(OnCallBook book, DateTimeOffset at) =>
        book.Calendars.Values.ToDictionary(c => c.Id, c => c.OnCallAt(calendar.Local(at), book.Days.On(calendar).IsHoliday));

    /// <summary>Public holidays from today on, without those on which the site works.</summary>
    public IReadOnlyList<Holiday> NextHolidays(OnCallBook book, int count)
    {
        var today = DateOnly.FromDateTime(calendar.Local(time.GetUtcNow()));
        var days = book.Days.On(calendar);
        return [.. KoreanHolidays.All.Where(h => h.Day >= today && days.IsHoliday(h.Day)).Take(count)];
    }

    /// <returns>Codes of what is wrong; <c>conflict</c> when somebody else was quicker; empty when it was saved.</returns>
    public async Task<IReadOnlyList<string>> SaveAsync(Viewer viewer, IOnCallEntry entry, CancellationToken ct)
    {
        if (!viewer.May(Permission.EditOnCall)) return ["forbidden"];
        if (OnCallCheck.Faults(entry, await store.LoadAsync(ct)) is { Count: > 0 } faults) return faults;
        var now = time.GetUtcNow();
        if (await store.SaveAsync(entry, viewer.Name, now, ct) is not { } version) return ["conflict"];
        await WriteAsync(viewer, "oncall.change", entry, $"v{version}", now, ct);
        return [];
    }

    public async Task<IReadOnlyList<string>> RetireAsync(Viewer viewer, IOnCallEntry entry, CancellationToken ct)
    {
        if (!viewer.May(Permission.EditOnCall)) return ["forbidden"];
        if (OnCallCheck.IsUsed(entry, await store.LoadAsync(ct))) return ["used"];
        var now = time.GetUtcNow();
        if (!await store.RetireAsync(entry, viewer.Name, now, ct)) return ["conflict"];
        await WriteAsync(viewer, "oncall.retire", entry, null, now, ct);
        return [];
    }

    private async Task WriteAsync(Viewer viewer, string action, IOnCallEntry entry, string? detail, DateTimeOffset now, CancellationToken ct)
    {
        await audit.WriteAsync(new(now, viewer.UserId, viewer.Name, action, $"{entry.GetType().Name}/{entry.Id}", detail), ct);
        live.Signal(LiveTopic.Notifications);
    }
}
