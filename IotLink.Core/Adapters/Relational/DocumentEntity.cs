using System.Text.Json;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>A document and its draft. What is only ever read whole (the draft, the canary's scope) is one JSON text.</summary>
internal sealed class DocumentEntity
{
    private static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true };

    /// <summary>The key's text form.</summary>
    public required string Id { get; set; }

    public string? ProductId { get; set; }

    /// <summary>Two writers that read the same revision cannot both win.</summary>
    public long Revision { get; set; }

    public string? Draft { get; set; }

    public string? CanaryScope { get; set; }

    public string? CatalogueHash { get; set; }

    public static void Describe(ModelBuilder model)
    {
        model.Entity<DocumentEntity>(document =>
        {
            document.ToTable("documents");
            document.Property(d => d.Revision).IsConcurrencyToken();
            document.HasIndex(d => d.ProductId);
        });
        model.Entity<DocumentVersionEntity>(version =>
        {
            version.ToTable("document_versions").HasKey(v => new { v.DocumentId, v.Number });
            version.HasOne<DocumentEntity>().WithMany().HasForeignKey(v => v.DocumentId);
            version.HasOne<DocumentTextEntity>().WithMany().HasForeignKey(v => v.Hash).OnDelete(DeleteBehavior.Restrict);
            version.HasIndex(v => v.State);
        });
        model.Entity<DocumentTextEntity>().ToTable("document_texts").HasKey(t => t.Hash);
        model.Entity<DocumentEventEntity>(happened =>
        {
            happened.ToTable("document_events");
            happened.HasOne<DocumentEntity>().WithMany().HasForeignKey(e => e.DocumentId);
        });
    }

    public void Take(RegisteredDocument document)
    {
        (ProductId, CatalogueHash) = (document.Key.Product?.Value, document.CatalogueHash);
        Draft = document.Draft is null ? null : JsonSerializer.Serialize(document.Draft, Json);
        CanaryScope = document.CanaryScope is not { } scope ? null : JsonSerializer.Serialize(
            new StoredScope(scope.Percent, [.. scope.Sites.Select(s => s.Value)], [.. scope.Devices.Select(d => d.Value)]));
    }

    public RegisteredDocument ToDocument(IEnumerable<DocumentVersionEntity> versions) => new(DocumentKey.Parse(Id, null))
    {
        Revision = Revision,
        Draft = Draft is null ? null : JsonSerializer.Deserialize<DocumentDraft>(Draft, Json),
        Versions = [.. versions.OrderBy(v => v.Number).Select(v => v.ToVersion())],
        CanaryScope = ScopeOf(CanaryScope),
        CatalogueHash = CatalogueHash,
    };

    public static CanaryScope? ScopeOf(string? stored) =>
        stored is null || JsonSerializer.Deserialize<StoredScope>(stored) is not { } scope
            ? null
            : new(scope.Percent, [.. scope.Sites.Select(s => SiteId.Parse(s, null))], [.. scope.Devices.Select(d => DeviceId.Parse(d, null))]);

    private sealed record StoredScope(double Percent, string[] Sites, string[] Devices);
}
