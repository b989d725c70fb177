namespace IotLink.Core.DeadLetters;

/// <summary>
/// The jobs, and who may carry one out: a host takes a job for a while (its lease) and reports before that is over; a host that stops
/// reporting loses it to another one, which goes on from the last report.
/// </summary>
public interface ILetterJobStore
{
    Task<LetterJob> AddAsync(LetterOrder order, string userId, string userName, DateTimeOffset now, CancellationToken ct);

    Task<LetterJob?> FindAsync(long id, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<LetterJob>> RecentAsync(int count, CancellationToken ct);

    /// <summary>A job that waits ends at once; one that runs is asked to.</summary>
    /// <returns>The job afterwards; null when there is none.</returns>
    Task<LetterJob?> CancelAsync(long id, DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes the oldest job that nobody has. Of several hosts at once each gets another one.</summary>
    Task<LetterJob?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct);

    /// <summary>Says how far it is, and keeps it for another while.</summary>
    /// <returns>The job afterwards; null when it is no longer the owner's: stop, somebody else goes on.</returns>
    Task<LetterJob?> ReportAsync(long id, string owner, JobProgress progress, DateTimeOffset now, TimeSpan lease, CancellationToken ct);

    /// <returns>false when it was no longer the owner's.</returns>
    Task<bool> EndAsync(long id, string owner, JobEnd end, DateTimeOffset now, CancellationToken ct);

    /// <summary>Drops what ended before.</summary>
    Task<int> DropAsync(DateTimeOffset before, CancellationToken ct);
}

/// <summary>How a job ended.</summary>
public sealed record JobEnd(JobState State, JobProgress Progress, IReadOnlyList<TryResult> Results, string? Error);
