using IotLink.Core.Aggregates;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>One document of aggregates: a device's or a product's metrics in one window.</summary>
internal sealed class AggregateEntity
{
    public AggregateSpan Span { get; set; }

    public required string ProductId { get; set; }

    /// <summary>Empty for the product's total.</summary>
    public required string DeviceId { get; set; }

    public DateTimeOffset Start { get; set; }

    /// <summary>See <see cref="AggregateCodec"/>.</summary>
    public required byte[] Body { get; set; }

    /// <summary>Of the change that made it what it is; grows over all documents.</summary>
    public long Revision { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>null while it is open.</summary>
    public DateTimeOffset? SealedAt { get; set; }

    public AggregateKey Key => new(
        Span, Devices.ProductId.Parse(ProductId, null), DeviceId.Length == 0 ? null : Devices.DeviceId.Parse(DeviceId, null), Start);

    public static void Describe(ModelBuilder model)
    {
        model.Entity<AggregateEntity>(aggregate =>
        {
            aggregate.ToTable("aggregates").HasKey(a => new { a.DeviceId, a.Span, a.Start, a.ProductId });
            aggregate.Ignore(a => a.Key);
            aggregate.HasIndex(a => new { a.ProductId, a.Span, a.Start });
            aggregate.HasIndex(a => new { a.Span, a.Start });
            aggregate.HasIndex(a => new { a.Span, a.Revision });
            aggregate.HasIndex(a => new { a.Span, a.Start }, "ix_aggregates_open").HasFilter("sealed_at IS NULL");
        });
        model.Entity<AggregateMarkEntity>(mark =>
        {
            mark.ToTable("aggregate_marks").HasKey(m => m.Shard);
            mark.Property(m => m.Shard).ValueGeneratedNever();
            mark.Property(m => m.Through).IsConcurrencyToken();
        });
    }

    public AggregateDocument ToDocument()
    {
        var document = new AggregateDocument(Key);
        AggregateCodec.Read(Body, document);
        return document;
    }
}

/// <summary>How far a shard's readings are in the aggregates.</summary>
internal sealed class AggregateMarkEntity
{
    public int Shard { get; set; }

    public long Through { get; set; }
}
