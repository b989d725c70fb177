namespace IotLink.Core.History;

/// <summary>Replays people asked for. Every method is one transaction.</summary>
public interface IReplayStore
{
    Task AddAsync(ReplayJob job, CancellationToken ct);

    Task<ReplayJob?> FindAsync(string id, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ReplayJob>> RecentAsync(int count, CancellationToken ct);

    /// <summary>
    /// Changes a job as it is now. <paramref name="change"/> may be asked several times; when it answers null nothing is changed.
    /// </summary>
    /// <returns>The job afterwards; null when there is none or the change did not fit.</returns>
    Task<ReplayJob?> ChangeAsync(string id, Func<ReplayJob, ReplayJob?> change, CancellationToken ct);

    /// <summary>The oldest job with something to do that no other host has; it is this host's from now on.</summary>
    Task<ReplayJob?> TakeAsync(string host, DateTimeOffset now, TimeSpan lease, CancellationToken ct);
}
