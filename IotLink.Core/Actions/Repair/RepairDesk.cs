using IotLink.Core.Accounts;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Alarms;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Live;

namespace IotLink.Core.Actions.Repair;

/// <summary>What pages ask about closed loops and dispatch requests. The right is checked here.</summary>
public sealed class RepairDesk(
    IRepairStore repairs, AlarmDesk alarms, CommandDesk commands, IDispatchRequests dispatch, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    private const int MostCommands = 20;

    /// <returns>null when there is no such alarm for this viewer, or no remedy belongs to it.</returns>
    public async Task<RepairStory?> OfAsync(Viewer viewer, AlarmId alarm, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewCommands) || await alarms.FindAsync(viewer, alarm, ct) is null) return null;
        if (await repairs.FindAsync(alarm, ct) is not { } run) return null;
        var page = await commands.ListAsync(viewer, new(Alarm: alarm, Take: MostCommands), ct);
        return new(run, await repairs.EventsAsync(alarm, ct), page.Items, await commands.HistoryAsync(viewer, page.Items, ct), await dispatch.FindAsync(alarm, ct));
    }

    public async Task<IReadOnlyList<RemedyStop>> StopsAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewCommands) && viewer.Scope.IsAll ? await repairs.StopsAsync(ct) : [];

    /// <summary>Lets a remedy that stopped itself run again.</summary>
    /// <returns>false: the viewer may not, or it was not stopped.</returns>
    public async Task<bool> ReleaseAsync(Viewer viewer, ProductId product, string action, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!viewer.May(Permission.SendCommands) || !await repairs.ReleaseAsync(product, action, now, ct)) return false;
        await audit.WriteAsync(new(now, viewer.UserId, viewer.Name, "remedy.release", $"{product}/{action}", null), ct);
        live.Signal(LiveTopic.Commands);
        return true;
    }

    public async Task<Page<DispatchRow>> DispatchAsync(Viewer viewer, DispatchQuery query, CancellationToken ct) => viewer.May(Permission.ViewDispatch)
        ? await dispatch.ListAsync(viewer.Scope, query, ct)
        : new([], 0);
}

/// <summary>A loop as its alarm's story tells it.</summary>
/// <param name="Commands">Newest first.</param>
public sealed record RepairStory(
    RepairRun Run, IReadOnlyList<RepairEvent> Events, IReadOnlyList<CommandRow> Commands, IReadOnlyList<CommandEvent> History, DispatchRequest? Dispatch);
