using IotLink.Core.Documents;

namespace IotLink.Core.Adapters.Relational;

internal sealed class DocumentEventEntity
{
    public long Id { get; set; }

    public required string DocumentId { get; set; }

    public DateTimeOffset At { get; set; }

    public required string UserId { get; set; }

    public required string UserName { get; set; }

    public required string Action { get; set; }

    public int? Version { get; set; }

    public required string Note { get; set; }

    public static DocumentEventEntity Of(DocumentEvent happened) => new()
    {
        DocumentId = happened.Document.ToString(),
        At = happened.At,
        UserId = happened.By.UserId,
        UserName = happened.By.Name,
        Action = happened.Action,
        Version = happened.Version,
        Note = happened.Note,
    };

    public DocumentEvent ToEvent() => new(DocumentKey.Parse(DocumentId, null), At, new(UserId, UserName), Action, Version, Note);
}
