using IotLink.Core.Aggregates;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>Changes documents within a transaction. What a document says already is not written again.</summary>
internal sealed class AggregateWriter(IotLinkDb db, long revision, DateTimeOffset at)
{
    private const int DevicesAtOnce = 500;

    /// <summary>Merges documents into those there are.</summary>
    public async Task MergeAsync(IReadOnlyList<AggregateDocument> documents, CancellationToken ct)
    {
        foreach (var window in documents.GroupBy(d => (d.Key.Span, d.Key.Start)))
        {
            foreach (var some in window.Chunk(DevicesAtOnce))
            {
                var devices = some.Select(d => Word(d.Key.Device)).Distinct(StringComparer.Ordinal).ToList();
                var there = await db.Aggregates.Where(a => a.Span == window.Key.Span && a.Start == window.Key.Start && devices.Contains(a.DeviceId)).ToListAsync(ct);
                var known = there.ToDictionary(a => (a.ProductId, a.DeviceId));
                foreach (var document in some)
                {
                    var entity = known.GetValueOrDefault((document.Key.Product.Value, Word(document.Key.Device)));
                    if (entity is not null) AggregateCodec.Read(entity.Body, document);
                    Put(entity, document);
                }
            }
        }
    }

    /// <summary>Makes documents the only ones of <paramref name="there"/>.</summary>
    /// <returns>The keys of those that changed, came or went.</returns>
    public List<AggregateKey> Replace(IReadOnlyList<AggregateEntity> there, IReadOnlyList<AggregateDocument> documents)
    {
        var changed = new List<AggregateKey>();
        var left = there.ToDictionary(a => a.Key);
        foreach (var document in documents)
        {
            left.Remove(document.Key, out var entity);
            if (Put(entity, document)) changed.Add(document.Key);
        }

        foreach (var (key, gone) in left)
        {
            db.Aggregates.Remove(gone);
            changed.Add(key);
        }

        return changed;
    }

    private static string Word(DeviceId? device) => device?.Value ?? "";

    private bool Put(AggregateEntity? entity, AggregateDocument document)
    {
        var body = AggregateCodec.Write(document);
        if (entity is null)
        {
            entity = new() { Span = document.Key.Span, ProductId = document.Key.Product.Value, DeviceId = Word(document.Key.Device), Start = document.Key.Start, Body = body };
            db.Aggregates.Add(entity);
        }
        else if (entity.Body.AsSpan().SequenceEqual(body))
        {
            return false;
        }

        (entity.Body, entity.Revision, entity.ChangedAt, entity.SealedAt) = (body, revision, at, null);
        return true;
    }
}
