using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Live;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Actions.Commands;

/// <summary>
/// What people ask of devices. Rights, guards, audit and signals are in here; what a viewer may not see looks the same as what is not there.
/// </summary>
public sealed class CommandDesk(
    ICommandStore commands, IActionSource actions, IDeviceRegistry registry, DeviceDesk devices, IHotStore hot, SiteCalendar calendar, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    private const int LongestText = 500;

    /// <summary>The actions of the device's product, each with what speaks against it now.</summary>
    /// <returns>null when the viewer may not command this device.</returns>
    public async Task<IReadOnlyList<ActionChoice>?> ChoicesAsync(Viewer viewer, DeviceId device, CancellationToken ct)
    {
        if (!viewer.May(Permission.SendCommands) || await ReachAsync(viewer, device, ct) is not { } row) return null;
        var (now, sight) = (time.GetUtcNow(), await SightAsync(row, ct));
        var choices = new List<ActionChoice>();
        foreach (var action in actions.Of(row).Actions)
        {
            var scene = await commands.SceneAsync(device, action, now, ct);
            var against = CommandGuards.Check(action, scene, sight, calendar, now);
            var unknown = CommandGuards.Interlocked(action, sight, onlyKnown: false);
            choices.Add(new(action, against, unknown is { Code: CommandReason.InterlockUnknown } ? unknown : null));
        }

        return choices;
    }

    /// <summary>Asks for a command. It is carried out by ingest; a risky one waits for a second person.</summary>
    /// <returns>null when the viewer may not; the command, or why not.</returns>
    public async Task<CommandAnswer?> RequestAsync(
        Viewer viewer, DeviceId device, string action, IReadOnlyDictionary<string, string> parameters, string why, CancellationToken ct)
    {
        if (!viewer.May(Permission.SendCommands) || await ReachAsync(viewer, device, ct) is not { } row) return null;
        if (actions.Of(row).Find(action) is not { } found) return new(null, new(CommandReason.ActionUnknown, action));
        var (now, sight) = (time.GetUtcNow(), await SightAsync(row, ct));
        var draft = new CommandDraft(device, found, parameters, Person.Of(viewer), Cut(why));
        var (command, refusal) = await commands.AddAsync(draft, scene => CommandGuards.Check(found, scene, sight, calendar, now) is [var no, ..] ? no : null, now, ct);
        if (command is not null) await TellAsync(viewer, "command.request", command, ct);
        return new(command, refusal);
    }

    /// <summary>The second person's yes. Guards are looked at again before it goes out.</summary>
    public Task<CommandAnswer?> ApproveAsync(Viewer viewer, CommandId id, CancellationToken ct) =>
        StepAsync(viewer, Permission.ApproveCommands, id, new CommandStep.Approve(Person.Of(viewer)), "command.approve", ct);

    public Task<CommandAnswer?> DeclineAsync(Viewer viewer, CommandId id, string why, CancellationToken ct) =>
        StepAsync(viewer, Permission.ApproveCommands, id, new CommandStep.Decline(Person.Of(viewer), Cut(why)), "command.decline", ct);

    /// <summary>Takes back what the device has not heard of.</summary>
    public Task<CommandAnswer?> WithdrawAsync(Viewer viewer, CommandId id, CancellationToken ct) =>
        StepAsync(viewer, Permission.SendCommands, id, new CommandStep.Withdraw(Person.Of(viewer)), "command.withdraw", ct);

    public async Task<Page<CommandRow>> ListAsync(Viewer viewer, CommandQuery query, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewCommands)) return new([], 0);
        var page = await commands.ListAsync(viewer.Scope, query, ct);
        return page with { Items = [.. page.Items.Select(row => Shown(viewer, row))] };
    }

    /// <summary>What happened to these commands, oldest first; only to what the viewer sees.</summary>
    public async Task<IReadOnlyList<CommandEvent>> HistoryAsync(Viewer viewer, IReadOnlyCollection<CommandRow> rows, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewCommands) || rows.Count == 0) return [];
        var happened = await commands.HistoryAsync([.. rows.Select(r => r.Command.Id)], ct);
        return viewer.Scope.IsAll ? happened : [.. happened.Select(e => e with { By = null })];
    }

    private async Task<CommandAnswer?> StepAsync(Viewer viewer, Permission permission, CommandId id, CommandStep step, string what, CancellationToken ct)
    {
        if (!viewer.May(permission) || await commands.FindAsync(viewer.Scope, id, ct) is null) return null;
        if (await commands.StepAsync(id, step, null, time.GetUtcNow(), ct) is not { } decision) return null;
        if (decision.IsDone) await TellAsync(viewer, what, decision.After, ct);
        return new(decision.IsDone ? decision.After : null, decision.Refusal);
    }

    private async Task<Device?> ReachAsync(Viewer viewer, DeviceId device, CancellationToken ct) =>
        await devices.FindAsync(viewer, device, ct) is not null ? registry.Find(device) : null;

    private async Task<DeviceSight> SightAsync(Device device, CancellationToken ct) =>
        DeviceSight.Of(device, await hot.LatestAsync(device.Id, ct), time.GetUtcNow());

    private async Task TellAsync(Viewer viewer, string what, Command command, CancellationToken ct)
    {
        await audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, what, command.Device.Value, $"{command.Action} {command.Id}"), ct);
        live.Signal(LiveTopic.Commands);
        live.Signal(LiveTopic.Of(command.Device));
    }

    private static CommandRow Shown(Viewer viewer, CommandRow row) => row with
    {
        Site = Masking.For(viewer, row.Site),
        Customer = Masking.For(viewer, row.Customer),
        Command = viewer.Scope.IsAll ? row.Command : row.Command with { By = null, ApprovedBy = null, Why = "" },
    };

    private static string Cut(string text) => text.Trim() is { Length: > LongestText } tooLong ? tooLong[..LongestText] : text.Trim();
}

/// <summary>What became of a person's wish.</summary>
public sealed record CommandAnswer(Command? Command, Refusal? Refusal);
