using IotLink.Core.Aggregates;

namespace IotLink.Tests.Ingest.ScenarioB;

/// <summary>Dies now and then, before or after it has done what it was asked.</summary>
internal sealed class FailingStore(IAggregateStore inner, Random random) : IAggregateStore
{
    public int Deaths { get; private set; }

    public Task<long> CheckpointAsync(int shard, CancellationToken ct) => inner.CheckpointAsync(shard, ct);

    public Task<bool> AddAsync(AggregateAddition addition, CancellationToken ct) => MaybeAsync(() => inner.AddAsync(addition, ct));

    public Task<bool> ReplaceAsync(AggregateReplacement replacement, CancellationToken ct) => MaybeAsync(() => inner.ReplaceAsync(replacement, ct));

    public Task<IReadOnlyList<AggregateDocument>> ReadAsync(AggregateQuery query, CancellationToken ct) => MaybeAsync(() => inner.ReadAsync(query, ct));

    public Task<int> SealAsync(AggregateSpan span, DateTimeOffset end, DateTimeOffset now, CancellationToken ct) => MaybeAsync(() => inner.SealAsync(span, end, now, ct));

    public Task<IReadOnlyList<AggregateKey>> OpenAsync(AggregateSpan span, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => inner.OpenAsync(span, from, to, ct);

    public Task<IReadOnlyList<DayRevision>> DaysAsync(long changedAfter, CancellationToken ct) => inner.DaysAsync(changedAfter, ct);

    private async Task<T> MaybeAsync<T>(Func<Task<T>> work)
    {
        var fate = random.Next(10);
        if (fate == 0) Die();
        var result = await work();
        if (fate == 1) Die();
        return result;
    }

    private void Die()
    {
        Deaths++;
        throw new IOException("Killed.");
    }
}
