using System.Text.Json;
using System.Text.Json.Serialization;
using IotLink.Core.Devices;
using IotLink.Core.History;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>A replay as one JSON text, beside the columns it is found by.</summary>
internal sealed class ReplayEntity
{
    private static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(), new ParsableJson<DeviceId>(), new ParsableJson<ProductId>() },
    };

    public required string Id { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>A host has something to do.</summary>
    public bool IsWork { get; set; }

    /// <summary>Two writers that read the same revision cannot both win.</summary>
    public long Revision { get; set; }

    public required string Body { get; set; }

    public static void Describe(ModelBuilder model)
    {
        model.Entity<ReplayEntity>(replay =>
        {
            replay.ToTable("replays");
            replay.Property(r => r.Revision).IsConcurrencyToken();
            replay.HasIndex(r => new { r.IsWork, r.CreatedAt });
        });
        model.Entity<StaleWindowEntity>(window =>
        {
            window.ToTable("stale_windows");
            window.HasIndex(w => new { w.Cause, w.ProductId, w.DeviceId }).IsUnique();
        });
    }

    public static ReplayEntity Of(ReplayJob job)
    {
        var entity = new ReplayEntity { Id = job.Id, CreatedAt = job.CreatedAt, Body = "" };
        entity.Take(job);
        return entity;
    }

    public void Take(ReplayJob job) => (IsWork, Revision, Body) = (job.IsWork, Revision + 1, JsonSerializer.Serialize(job, Json));

    public ReplayJob ToJob() => JsonSerializer.Deserialize<ReplayJob>(Body, Json)!;
}
