using IotLink.Core.DeadLetters;

namespace IotLink.Tests.Ingest.DeadLetters;

/// <summary>Jobs that somebody cancels at the n-th report of the one that runs; or whose store breaks there.</summary>
internal sealed class CancelledAtReport(ILetterJobStore inner, int report) : ILetterJobStore
{
    private int _reports;

    public bool Breaks { get; init; }

    public async Task<LetterJob?> ReportAsync(long id, string owner, JobProgress progress, DateTimeOffset now, TimeSpan lease, CancellationToken ct)
    {
        if (++_reports == report)
        {
            if (Breaks) throw new IOException("The store is away.");
            await inner.CancelAsync(id, now, ct);
        }

        return await inner.ReportAsync(id, owner, progress, now, lease, ct);
    }

    public Task<LetterJob> AddAsync(LetterOrder order, string userId, string userName, DateTimeOffset now, CancellationToken ct) =>
        inner.AddAsync(order, userId, userName, now, ct);

    public Task<LetterJob?> FindAsync(long id, CancellationToken ct) => inner.FindAsync(id, ct);

    public Task<IReadOnlyList<LetterJob>> RecentAsync(int count, CancellationToken ct) => inner.RecentAsync(count, ct);

    public Task<LetterJob?> CancelAsync(long id, DateTimeOffset now, CancellationToken ct) => inner.CancelAsync(id, now, ct);

    public Task<LetterJob?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, CancellationToken ct) => inner.TakeAsync(owner, now, lease, ct);

    public Task<bool> EndAsync(long id, string owner, JobEnd end, DateTimeOffset now, CancellationToken ct) => inner.EndAsync(id, owner, end, now, ct);

    public Task<int> DropAsync(DateTimeOffset before, CancellationToken ct) => inner.DropAsync(before, ct);
}
