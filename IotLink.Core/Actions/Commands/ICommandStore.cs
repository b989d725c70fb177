using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Actions.Commands;

/// <summary>Commands and their outbox. Every method is one transaction.</summary>
public interface ICommandStore
{
    /// <summary>Writes a command unless <paramref name="guard"/> says no; requests wait for each other, so that caps hold.</summary>
    /// <returns>The command, or why not.</returns>
    Task<(Command? Command, Refusal? Refusal)> AddAsync(CommandDraft draft, Func<CommandScene, Refusal?> guard, DateTimeOffset now, CancellationToken ct);

    /// <summary>What the guards would look at now, for a dialog.</summary>
    Task<CommandScene> SceneAsync(DeviceId device, DeviceAction action, DateTimeOffset now, CancellationToken ct);

    /// <summary>One step; see <see cref="CommandLifecycle"/>.</summary>
    /// <param name="owner">Only while this host holds the command; null: whoever holds it.</param>
    /// <returns>null when there is no such command, or another host holds it.</returns>
    Task<CommandDecision?> StepAsync(CommandId id, CommandStep step, string? owner, DateTimeOffset now, CancellationToken ct);

    /// <summary>What devices said, in order; what does not follow from a command's state, or is about another device, is passed over.</summary>
    /// <returns>The commands that were changed.</returns>
    Task<IReadOnlyList<Command>> ReplyAsync(IReadOnlyList<CommandReply> replies, DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes the next command that is due to be sent, under a lease: of several hosts one gets it.</summary>
    /// <returns>null when none is due.</returns>
    Task<TakenCommand?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct);

    /// <summary>Right before the step that cannot be taken back.</summary>
    /// <returns>false: it is not this host's any more.</returns>
    Task<bool> BeginHandOverAsync(CommandId id, string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct);

    /// <summary>Not over, and beyond the outbox: what answers, telemetry and time are watched for. Oldest due first.</summary>
    Task<IReadOnlyList<Command>> OpenAsync(int most, CancellationToken ct);

    /// <summary>Whose time has come, in any state.</summary>
    Task<IReadOnlyList<Command>> OverdueAsync(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>The device has come: what waits for it is due.</summary>
    Task<int> HurryAsync(DeviceId device, DateTimeOffset now, CancellationToken ct);

    Task<Page<CommandRow>> ListAsync(DeviceScope scope, CommandQuery query, CancellationToken ct);

    /// <returns>null when there is none or the scope does not reach it.</returns>
    Task<CommandRow?> FindAsync(DeviceScope scope, CommandId id, CancellationToken ct);

    Task<IReadOnlyList<CommandEvent>> HistoryAsync(IReadOnlyCollection<CommandId> commands, CancellationToken ct);
}

/// <param name="WasInterrupted">The host that held it before ended while handing it over.</param>
public sealed record TakenCommand(Command Command, bool WasInterrupted);

/// <summary>A command joined with where its device stands now.</summary>
public sealed record CommandRow(Command Command, Site? Site, Customer? Customer);

/// <summary>Which commands; newest first.</summary>
public sealed record CommandQuery(CommandPart Part = CommandPart.All, DeviceId? Device = null, AlarmId? Alarm = null, int Skip = 0, int Take = 50);

public enum CommandPart { All, Pending, Running, Over }
