using System.Text;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>A text with values in it.</summary>
internal sealed class TemplatePlan(IReadOnlyList<TemplatePlan.Part> parts)
{
    public sealed record Part(string? Literal, BoundExpression? Value, string? Pattern);

    public IReadOnlyList<Part> Parts { get; } = parts;

    /// <summary>The only value in it; null when there are several or none.</summary>
    public BoundExpression? Single { get; } = parts.Count(p => p.Value is not null) == 1 ? parts.First(p => p.Value is not null).Value : null;

    /// <summary>The text when <see cref="Single"/> is this number.</summary>
    public string Write(double value) => string.Concat(Parts.Select(p => p.Literal ?? NumberText.Write(value, p.Pattern)));

    /// <returns>null when one of its values is absent.</returns>
    public string? Write(SlotValues values)
    {
        if (Parts.Count == 1 && Parts[0].Literal is { } all) return all;
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            if (part.Literal is { } literal)
            {
                text.Append(literal);
                continue;
            }

            var value = values.Evaluate(part.Value!);
            if (value.Text is null && double.IsNaN(value.Number)) return null;
            text.Append(value.Text ?? NumberText.Write(value.Number, part.Pattern));
        }

        return text.ToString();
    }
}
