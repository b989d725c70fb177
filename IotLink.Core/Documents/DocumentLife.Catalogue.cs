namespace IotLink.Core.Documents;

public static partial class DocumentLife
{
    /// <summary>
    /// What becomes of a document that IotLink comes with. The first time it is published. A newer text of it follows by itself only while
    /// nobody has published, retired or drafted anything there; otherwise it is proposed as a draft, or waits for the draft that is open.
    /// </summary>
    /// <returns>null when there is nothing to do.</returns>
    public static DocumentStep? FromCatalogue(RegisteredDocument? current, DocumentKey key, string text, DateTimeOffset now)
    {
        var hash = DocumentText.HashOf(text);
        if (current is null) return Registered(new(key), hash, "comes with IotLink", now);
        if (current.CatalogueHash == hash) return null;
        if (current.Versions.Any(v => v.Hash == hash)) return Catalogue(current with { CatalogueHash = hash }, "known", null, now);
        if (current.Draft is not null) return null;
        if (current.Published is not null && current.Versions.All(v => v.Author == Person.System && v.PublishedBy == Person.System))
            return Registered(current, hash, "a newer IotLink comes with it", now);
        var draft = new DocumentDraft
        {
            Text = DocumentText.Normalize(text),
            Owner = Person.System,
            Contributors = [Person.System],
            BasedOn = current.Versions.Count,
            ChangedAt = now,
        };
        return Catalogue(current with { Draft = draft, CatalogueHash = hash }, "propose", null, now);
    }

    private static DocumentStep Registered(RegisteredDocument document, string hash, string reason, DateTimeOffset now)
    {
        var version = new DocumentVersion(document.Versions.Count + 1, hash, Person.System, Person.System, now, reason) { State = VersionState.Published };
        return Catalogue(Adding(document, version, now) with { CatalogueHash = hash }, "publish", version.Number, now);
    }

    private static DocumentStep Catalogue(RegisteredDocument after, string action, int? version, DateTimeOffset now) =>
        new(after, new(after.Key, now, Person.System, action, version, ""), null);
}
