using IotLink.Core.Documents;

namespace IotLink.Core.Backtests;

/// <summary>Backtests people asked for. Every method is one transaction.</summary>
public interface IBacktestStore
{
    const int Kept = 200;

    /// <summary>Of all there are, about the newest <see cref="Kept"/> stay.</summary>
    Task AddAsync(BacktestJob job, CancellationToken ct);

    Task<BacktestJob?> FindAsync(string id, CancellationToken ct);

    /// <summary>Newest first.</summary>
    /// <param name="document">null for all.</param>
    Task<IReadOnlyList<BacktestJob>> RecentAsync(DocumentKey? document, int count, CancellationToken ct);

    /// <summary>
    /// Changes a job as it is now. <paramref name="change"/> may be asked several times; when it answers null nothing is changed.
    /// </summary>
    /// <returns>The job afterwards; null when there is none or the change did not fit.</returns>
    Task<BacktestJob?> ChangeAsync(string id, Func<BacktestJob, BacktestJob?> change, CancellationToken ct);

    /// <summary>The oldest job with something to do that no other host has; it is this host's from now on.</summary>
    Task<BacktestJob?> TakeAsync(string host, DateTimeOffset now, TimeSpan lease, CancellationToken ct);
}
