using IotLink.Core.Documents;

namespace IotLink.Core.Products;

/// <summary>How a product's CSV becomes readings: one row, one reading.</summary>
public sealed record CsvSpec
{
    /// <summary>
    /// For products that say nothing: a header row; <c>device_id</c> and <c>device_timestamp</c> if there are such columns, every other column
    /// is a metric of its name.
    /// </summary>
    public static CsvSpec Default { get; } = new() { Device = CsvColumn.Of("device_id"), Time = CsvColumn.Of("device_timestamp") };

    public char Delimiter { get; init; } = ',';

    /// <summary>The first row names the columns.</summary>
    public bool HasHeader { get; init; } = true;

    public bool DecimalComma { get; init; }

    /// <summary>Whose row it is; null, or an absent column: the sender's.</summary>
    public CsvColumn? Device { get; init; }

    /// <summary>The row's <c>device_timestamp</c>.</summary>
    public CsvColumn? Time { get; init; }

    public TextTime TimeForm { get; init; } = TextTime.Default;

    /// <summary>Empty: every column not otherwise used, by its name.</summary>
    public IReadOnlyList<CsvMetric> Metrics { get; init; } = [];

    /// <summary>Reads <c>csv</c> of a product spec.</summary>
    /// <returns>null when there is none or it has faults, which are then in the list.</returns>
    internal static CsvSpec? Read(DocumentMap spec, SpecReading reading) => spec.Map("csv") is { } map ? CsvReader.Read(map, reading) : null;
}

/// <summary>A column by its name in the header, or by position (1 for the first).</summary>
public readonly record struct CsvColumn(string? Name, int Position)
{
    public static CsvColumn Of(string text) =>
        DocumentMap.ParseInteger(text) is { } position and >= 1 and <= 10_000 ? new(null, (int)position) : new(text, 0);

    public override string ToString() => Name ?? Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

public sealed record CsvMetric(CsvColumn Column, TextMetric Metric);
