namespace IotLink.Core.Products;

/// <summary>Texts for numbers, or for texts. What has none, and no <see cref="Other"/>, makes the metric absent.</summary>
public sealed record EnumSpec(IReadOnlyDictionary<long, string> Names, string? Other)
{
    /// <summary>Texts for whole ranges of numbers, looked at after <see cref="Names"/>.</summary>
    public IReadOnlyList<(NumberRange Range, string Name)> Ranges { get; init; } = [];

    /// <summary>Texts for the texts of a text field.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    public string? NameOf(double value)
    {
        if (double.IsNaN(value)) return null;
        if (value == Math.Truncate(value) && Math.Abs(value) < long.MaxValue && Names.TryGetValue((long)value, out var name)) return name;
        foreach (var (range, text) in Ranges)
        {
            if (range.Contains(value)) return text;
        }

        return Other;
    }

    public string? NameOf(string? text) => text is null ? null : Words.GetValueOrDefault(text, Other!);
}
