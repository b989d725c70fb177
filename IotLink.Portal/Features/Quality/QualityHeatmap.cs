using IotLink.Core.Devices;
using IotLink.Core.Quality;

namespace IotLink.Portal.Features.Quality;

/// <summary>Scores by product and day, as the table shows them.</summary>
public sealed class QualityHeatmap
{
    private readonly ILookup<(ProductId, DateOnly), QualityDay> _byCell;

    public QualityHeatmap(IReadOnlyList<QualityDay> days, DateOnly last, int span)
    {
        _byCell = days.ToLookup(d => (d.Product, d.Day));
        Products = [.. days.Select(d => d.Product).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal)];
        Days = [.. Enumerable.Range(0, span).Select(i => last.AddDays(1 - span + i))];
    }

    public IReadOnlyList<ProductId> Products { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    public bool IsEmpty => Products.Count == 0;

    /// <summary>One for each firmware, the newest name first.</summary>
    public IReadOnlyList<QualityDay> Of(ProductId product, DateOnly day) =>
        [.. _byCell[(product, day)].OrderByDescending(d => d.Firmware, StringComparer.Ordinal)];

    /// <summary>All firmwares together; null where nothing was counted.</summary>
    public QualityScore? ScoreOf(ProductId product, DateOnly day) => QualityScore.Of(QualityCounts.Sum(_byCell[(product, day)].Select(d => d.Counts)));

    /// <summary>The class of a cell: four steps, each told by the number in it too.</summary>
    public static string ToneOf(double score) => score switch { >= 99 => "il-q1", >= 95 => "il-q2", >= 80 => "il-q3", _ => "il-q4" };
}
