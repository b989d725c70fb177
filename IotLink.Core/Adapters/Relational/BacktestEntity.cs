using System.Text.Json;
using System.Text.Json.Serialization;
using IotLink.Core.Backtests;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>A backtest as one JSON text, beside the columns it is found by.</summary>
internal sealed class BacktestEntity
{
    private static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(), new ParsableJson<DeviceId>(), new ParsableJson<ProductId>() },
    };

    public required string Id { get; set; }

    public required string Document { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>A host has something to do.</summary>
    public bool IsWork { get; set; }

    /// <summary>Two writers that read the same revision cannot both win.</summary>
    public long Revision { get; set; }

    public required string Body { get; set; }

    public static void Describe(ModelBuilder model) => model.Entity<BacktestEntity>(backtest =>
    {
        backtest.ToTable("backtests");
        backtest.Property(b => b.Revision).IsConcurrencyToken();
        backtest.HasIndex(b => new { b.IsWork, b.CreatedAt });
        backtest.HasIndex(b => new { b.Document, b.CreatedAt });
    });

    public static BacktestEntity Of(BacktestJob job)
    {
        var entity = new BacktestEntity { Id = job.Id, Document = job.Request.Document.ToString(), CreatedAt = job.CreatedAt, Body = "" };
        entity.Take(job);
        return entity;
    }

    public void Take(BacktestJob job) => (IsWork, Revision, Body) = (job.IsWork, Revision + 1, JsonSerializer.Serialize(job, Json));

    public BacktestJob ToJob() => JsonSerializer.Deserialize<BacktestJob>(Body, Json)!;
}
