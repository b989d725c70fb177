using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class CommandStore(RelationalDatabase database) : ICommandStore
{
    public Task<(Command? Command, Refusal? Refusal)> AddAsync(
        CommandDraft draft, Func<CommandScene, Refusal?> guard, DateTimeOffset now, CancellationToken ct) => database.WriteAsync<(Command?, Refusal?)>(
        async db =>
        {
            await OneAtATime.EnterAsync(db, OneAtATime.Commands, ct);
            if (draft.Action.Complete(draft.Parameters, out var values) is { } fault) return (null, new(CommandReason.Parameters, fault));
            if (guard(await CommandScenes.LoadAsync(db, draft.Device, draft.Action, now, ct)) is { } no) return (null, no);
            return (Add(db, draft.ToCommand(values, now)), null);
        },
        ct);

    public Task<CommandScene> SceneAsync(DeviceId device, DeviceAction action, DateTimeOffset now, CancellationToken ct) =>
        database.ReadLatestAsync(db => CommandScenes.LoadAsync(db, device, action, now, ct), ct);

    public Task<CommandDecision?> StepAsync(CommandId id, CommandStep step, string? owner, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.Commands.FirstOrDefaultAsync(c => c.Id == id.Value, ct) is not { } entity || (owner is not null && entity.Owner != owner)) return null;
            if (owner is null && IsHeld(entity, now)) return new CommandDecision(entity.ToCommand(), [], new(CommandReason.NotNow, "It is being handed over."));
            return Take(db, entity, step, now);
        },
        ct);

    public Task<IReadOnlyList<Command>> ReplyAsync(IReadOnlyList<CommandReply> replies, DateTimeOffset now, CancellationToken ct) => database.WriteAsync<IReadOnlyList<Command>>(
        async db =>
        {
            var ids = replies.Select(r => r.Command.Value).Distinct(StringComparer.Ordinal).ToList();
            var found = await db.Commands.Where(c => EF.Parameter(ids).Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
            var changed = new List<Command>();
            foreach (var reply in replies)
            {
                if (!found.TryGetValue(reply.Command.Value, out var entity) || entity.DeviceId != reply.Device.Value) continue;
                if (Take(db, entity, reply.Step, now) is { IsDone: true } done) changed.Add(done.After);
            }

            return changed;
        },
        ct);

    public Task<TakenCommand?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var due = db.Commands.Where(c => !c.IsOver && c.State == CommandState.Queued && c.DueAt <= now
                && (c.ExpiresAt > now || c.HandingOver) && (c.LeaseUntil == null || c.LeaseUntil < now));
            if (await due.OrderBy(c => c.DueAt).ThenBy(c => c.Id).FirstOrDefaultAsync(ct) is not { } entity) return null;
            var wasInterrupted = entity.HandingOver;
            (entity.Owner, entity.LeaseUntil, entity.HandingOver, entity.Version) = (owner, now + lease, false, entity.Version + 1);
            return new TakenCommand(entity.ToCommand(), wasInterrupted);
        },
        ct);

    public Task<bool> BeginHandOverAsync(CommandId id, string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var mine = db.Commands.Where(c => c.Id == id.Value && c.Owner == owner && c.State == CommandState.Queued && !c.IsOver && c.ExpiresAt > now);
            if (await mine.FirstOrDefaultAsync(ct) is not { } entity) return false;
            (entity.HandingOver, entity.LeaseUntil, entity.Version) = (true, now + lease, entity.Version + 1);
            return true;
        },
        ct);

    public Task<IReadOnlyList<Command>> OpenAsync(int most, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<Command>>(
        async db =>
        {
            var open = db.Commands.Where(c => !c.IsOver
                && (c.State == CommandState.Sent || c.State == CommandState.Delivered || c.State == CommandState.Acknowledged));
            return [.. (await open.OrderBy(c => c.DueAt).ThenBy(c => c.Id).Take(most).ToListAsync(ct)).Select(c => c.ToCommand())];
        },
        ct);

    public Task<IReadOnlyList<Command>> OverdueAsync(DateTimeOffset now, int most, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<Command>>(
        async db =>
        {
            var late = db.Commands.Where(c => !c.IsOver && !c.HandingOver
                && ((c.State == CommandState.Requested || c.State == CommandState.Queued) ? c.ExpiresAt <= now : c.DueAt <= now));
            return [.. (await late.OrderBy(c => c.DueAt).ThenBy(c => c.Id).Take(most).ToListAsync(ct)).Select(c => c.ToCommand())];
        },
        ct);

    public Task<int> HurryAsync(DeviceId device, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var waiting = await db.Commands.Where(c => !c.IsOver && c.State == CommandState.Queued && c.DeviceId == device.Value && c.DueAt > now).ToListAsync(ct);
            foreach (var command in waiting) (command.DueAt, command.Version) = (now, command.Version + 1);
            return waiting.Count;
        },
        ct);

    public Task<Page<CommandRow>> ListAsync(DeviceScope scope, CommandQuery query, CancellationToken ct) => database.ReadAsync(
        async db =>
        {
            var rows = CommandQueries.Matching(CommandQueries.Visible(db, scope), query);
            var total = await rows.CountAsync(ct);
            var page = await rows.OrderByDescending(r => r.Command.RequestedAt).ThenByDescending(r => r.Command.Id).Skip(query.Skip).Take(query.Take).ToListAsync(ct);
            return new Page<CommandRow>([.. page.Select(r => r.ToRow())], total);
        },
        ct);

    public Task<CommandRow?> FindAsync(DeviceScope scope, CommandId id, CancellationToken ct) => database.ReadLatestAsync(
        async db => (await CommandQueries.Visible(db, scope).FirstOrDefaultAsync(r => r.Command.Id == id.Value, ct))?.ToRow(), ct);

    public Task<IReadOnlyList<CommandEvent>> HistoryAsync(IReadOnlyCollection<CommandId> commands, CancellationToken ct) => database.ReadAsync<IReadOnlyList<CommandEvent>>(
        async db =>
        {
            var ids = commands.Select(c => c.Value).ToList();
            return [.. (await db.CommandEvents.Where(e => EF.Parameter(ids).Contains(e.CommandId)).OrderBy(e => e.Id).ToListAsync(ct)).Select(e => e.ToEvent())];
        },
        ct);

    /// <summary>Adds a command with the first lines of its history.</summary>
    internal static Command Add(IotLinkDb db, Command command)
    {
        db.Commands.Add(CommandEntity.Of(command with { Version = 0 }));
        db.CommandEvents.Add(CommandEventEntity.Of(new(command.Id, command.RequestedAt, CommandState.Requested, command.By?.Name, null, command.Why)));
        if (command.State == CommandState.Queued) db.CommandEvents.Add(CommandEventEntity.Of(new(command.Id, command.RequestedAt, CommandState.Queued, null, null, "")));
        return command;
    }

    internal static CommandDecision Take(IotLinkDb db, CommandEntity entity, CommandStep step, DateTimeOffset now)
    {
        var decision = CommandLifecycle.Decide(entity.ToCommand(), step, now);
        if (!decision.IsDone) return decision;
        entity.Take(decision.After);
        if (step is not CommandStep.Interrupt { Repeatable: true }) entity.Release();
        db.CommandEvents.AddRange(decision.Happened.Select(CommandEventEntity.Of));
        return decision with { After = entity.ToCommand() };
    }

    /// <summary>While a host hands it over, only that host, the device and its connection have a say.</summary>
    private static bool IsHeld(CommandEntity entity, DateTimeOffset now) => entity.HandingOver && entity.LeaseUntil >= now;
}
