using IotLink.Core.Audit;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AuditEntity
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string UserId { get; set; }

    public required string UserName { get; set; }

    public required string Action { get; set; }

    public required string Subject { get; set; }

    public string? Detail { get; set; }

    public static AuditEntity Of(AuditEntry entry) => new()
    {
        At = entry.At,
        UserId = entry.UserId,
        UserName = entry.UserName,
        Action = entry.Action,
        Subject = entry.Subject,
        Detail = entry.Detail,
    };

    public AuditEntry ToEntry() => new(At, UserId, UserName, Action, Subject, Detail);
}
