namespace IotLink.Core.Audit;

/// <summary>Who looked at or changed what, and when. Append-only.</summary>
public interface IAuditLog
{
    Task WriteAsync(AuditEntry entry, CancellationToken ct);

    Task<IReadOnlyList<AuditEntry>> RecentAsync(int count, CancellationToken ct);
}

/// <param name="Action">Dotted verb: <c>frame.view</c>, <c>alarm.acknowledge</c>, <c>account.signin</c>.</param>
/// <param name="Subject">Id of what it was done to.</param>
public sealed record AuditEntry(DateTimeOffset At, string UserId, string UserName, string Action, string Subject, string? Detail);
