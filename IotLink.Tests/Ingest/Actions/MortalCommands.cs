using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Tests.Ingest.Delivery;

namespace IotLink.Tests.Ingest.Actions;

/// <summary>Its host may end after any call that changed something.</summary>
internal sealed class MortalCommands(ICommandStore inner, Mortality life) : ICommandStore
{
    public Task<TakenCommand?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        AfterAsync(inner.TakeAsync(owner, now, lease, ct), t => t is not null);

    public Task<bool> BeginHandOverAsync(CommandId id, string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        AfterAsync(inner.BeginHandOverAsync(id, owner, now, lease, ct), begun => begun);

    public Task<CommandDecision?> StepAsync(CommandId id, CommandStep step, string? owner, DateTimeOffset now, CancellationToken ct) =>
        AfterAsync(inner.StepAsync(id, step, owner, now, ct), d => d is { IsDone: true });

    public Task<IReadOnlyList<Command>> ReplyAsync(IReadOnlyList<CommandReply> replies, DateTimeOffset now, CancellationToken ct) => inner.ReplyAsync(replies, now, ct);

    public Task<(Command? Command, Refusal? Refusal)> AddAsync(CommandDraft draft, Func<CommandScene, Refusal?> guard, DateTimeOffset now, CancellationToken ct) =>
        inner.AddAsync(draft, guard, now, ct);

    public Task<CommandScene> SceneAsync(DeviceId device, DeviceAction action, DateTimeOffset now, CancellationToken ct) => inner.SceneAsync(device, action, now, ct);

    public Task<IReadOnlyList<Command>> OpenAsync(int most, CancellationToken ct) => inner.OpenAsync(most, ct);

    public Task<IReadOnlyList<Command>> OverdueAsync(DateTimeOffset now, int most, CancellationToken ct) => inner.OverdueAsync(now, most, ct);

    public Task<int> HurryAsync(DeviceId device, DateTimeOffset now, CancellationToken ct) => inner.HurryAsync(device, now, ct);

    public Task<Page<CommandRow>> ListAsync(DeviceScope scope, CommandQuery query, CancellationToken ct) => inner.ListAsync(scope, query, ct);

    public Task<CommandRow?> FindAsync(DeviceScope scope, CommandId id, CancellationToken ct) => inner.FindAsync(scope, id, ct);

    public Task<IReadOnlyList<CommandEvent>> HistoryAsync(IReadOnlyCollection<CommandId> commands, CancellationToken ct) => inner.HistoryAsync(commands, ct);

    private async Task<T> AfterAsync<T>(Task<T> call, Func<T, bool> changed)
    {
        var result = await call;
        if (changed(result)) life.Step();
        return result;
    }
}
