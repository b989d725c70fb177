using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Notifications;

namespace IotLink.Tests.Ingest.Delivery;

/// <summary>Ends a host at the n-th step: after any call that changed something, which is before the next.</summary>
internal sealed class Mortality(int deathAt)
{
    public int Steps { get; private set; }

    public bool HasDied { get; private set; }

    public void Step()
    {
        if (++Steps != deathAt) return;
        HasDied = true;
        throw new HostEnded();
    }

    /// <summary>Not caught by anybody, as a kill is not.</summary>
    internal sealed class HostEnded : OperationCanceledException;
}

internal sealed class MortalRuns(IEscalationStore inner, Mortality life) : IEscalationStore
{
    public async Task<IReadOnlyList<Advanced>> AdvanceAsync(int most, DateTimeOffset now, Func<EscalationRun, AlarmRow, Advanced> advance, CancellationToken ct)
    {
        var done = await inner.AdvanceAsync(most, now, advance, ct);
        if (done.Count > 0) life.Step();
        return done;
    }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => inner.NextDueAsync(ct);

    public Task<EscalationRun?> FindAsync(AlarmId alarm, CancellationToken ct) => inner.FindAsync(alarm, ct);

    public Task<IReadOnlyList<EscalationEvent>> EventsAsync(AlarmId alarm, CancellationToken ct) => inner.EventsAsync(alarm, ct);

    public Task<IReadOnlyList<(EscalationRun Run, AlarmRow Row)>> RunningAsync(int most, CancellationToken ct) => inner.RunningAsync(most, ct);

    public Task<bool> StopAsync(AlarmId alarm, string by, DateTimeOffset now, CancellationToken ct) => inner.StopAsync(alarm, by, now, ct);
}

internal sealed class MortalOutbox(IOutbox inner, Mortality life) : IOutbox
{
    public Task<TakenMessage?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, TimeSpan pace, CancellationToken ct) =>
        AfterAsync(inner.TakeAsync(owner, now, lease, pace, ct), taken => taken is not null);

    public Task<int> SettleInterruptedAsync(IReadOnlySet<ChannelKind> deduplicating, DateTimeOffset now, CancellationToken ct) =>
        AfterAsync(inner.SettleInterruptedAsync(deduplicating, now, ct), count => count > 0);

    public Task<bool> HandOverAsync(string messageKey, string owner, int expected, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        AfterAsync(inner.HandOverAsync(messageKey, owner, expected, now, lease, ct), _ => true);

    public async Task RecordAsync(string messageKey, string owner, SendResult result, DateTimeOffset now, CancellationToken ct)
    {
        await inner.RecordAsync(messageKey, owner, result, now, ct);
        life.Step();
    }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => inner.NextDueAsync(ct);

    public Task<IReadOnlyList<Notification>> AboutAsync(string subject, CancellationToken ct) => inner.AboutAsync(subject, ct);

    public Task<IReadOnlyList<Receipt>> ReceiptsAsync(string subject, CancellationToken ct) => inner.ReceiptsAsync(subject, ct);

    public Task<IReadOnlyList<Notification>> InboxAsync(string person, int count, CancellationToken ct) => inner.InboxAsync(person, count, ct);

    public Task<int> UnreadAsync(string person, CancellationToken ct) => inner.UnreadAsync(person, ct);

    public Task MarkReadAsync(string person, DateTimeOffset now, CancellationToken ct) => inner.MarkReadAsync(person, now, ct);

    public Task<IReadOnlyDictionary<NotificationState, int>> StatesAsync(CancellationToken ct) => inner.StatesAsync(ct);

    public Task<int> DropAsync(DateTimeOffset before, CancellationToken ct) => inner.DropAsync(before, ct);

    private async Task<T> AfterAsync<T>(Task<T> call, Func<T, bool> changed)
    {
        var result = await call;
        if (changed(result)) life.Step();
        return result;
    }
}

/// <summary>A channel that remembers what it was given; what it was given has reached the person.</summary>
internal sealed class Postbox(ChannelKind kind, bool deduplicates, List<(string Key, string Address)> delivered, Mortality life) : IMessageChannel
{
    public ChannelKind Kind => kind;

    public bool Deduplicates => deduplicates;

    public Func<SendResult>? Answer { get; init; }

    public async Task<SendResult> SendAsync(OutgoingMessage message, Func<CancellationToken, Task<bool>> handOver, CancellationToken ct)
    {
        if (!await handOver(ct)) return SendResult.Withdrawn;
        life.Step();
        if (Answer?.Invoke() is { Outcome: not SendOutcome.Sent } refused) return refused;
        lock (delivered) delivered.Add((message.Key, message.Address));
        life.Step();
        return SendResult.Sent("p-1");
    }
}
