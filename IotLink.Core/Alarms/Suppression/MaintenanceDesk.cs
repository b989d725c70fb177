using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Live;

namespace IotLink.Core.Alarms.Suppression;

/// <summary>Planned work, for who may plan it.</summary>
public sealed class MaintenanceDesk(IMaintenanceStore windows, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <returns>null when the viewer may not.</returns>
    public async Task<IReadOnlyList<MaintenanceWindow>?> ListAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.PlanMaintenance) ? await windows.ListAsync(time.GetUtcNow(), ct) : null;

    /// <returns>The window; null when the viewer may not or <see cref="Fault"/> finds one.</returns>
    public async Task<MaintenanceWindow?> AddAsync(Viewer viewer, MaintenanceWindow window, CancellationToken ct)
    {
        if (!viewer.May(Permission.PlanMaintenance) || Fault(window, time.GetUtcNow()) is not null) return null;
        var added = await windows.AddAsync(window with { Id = 0, By = viewer.Name, EndedAt = null, Why = window.Why.Trim() }, ct);
        await TellAsync(viewer, "maintenance.add", added.Id, $"{added.Target} {added.Key}: {added.Why}", ct);
        return added;
    }

    public async Task<bool> EndAsync(Viewer viewer, long id, CancellationToken ct)
    {
        if (!viewer.May(Permission.PlanMaintenance) || !await windows.EndAsync(id, time.GetUtcNow(), ct)) return false;
        await TellAsync(viewer, "maintenance.end", id, null, ct);
        return true;
    }

    /// <summary>What is wrong with a window, as a key of a sentence; null when nothing is.</summary>
    public static string? Fault(MaintenanceWindow window, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(window.Key)) return "NoTarget";
        if (string.IsNullOrWhiteSpace(window.Why) || window.Why.Length > 200) return "NoWhy";
        if (window.To <= window.From || window.To - window.From > Longest) return "BadTimes";
        if (window.IsOver(now)) return "Over";
        var period = window.Rhythm switch { MaintenanceRhythm.Daily => TimeSpan.FromDays(1), MaintenanceRhythm.Weekly => TimeSpan.FromDays(7), _ => Longest };
        return window.To - window.From > period ? "BadTimes" : null;
    }

    private async Task TellAsync(Viewer viewer, string action, long id, string? detail, CancellationToken ct)
    {
        await audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, action, id.ToString(System.Globalization.CultureInfo.InvariantCulture), detail), ct);
        live.Signal(LiveTopic.Alarms);
    }
}
