using System.Text;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>A text with values in it.</summary>
internal sealed class TemplatePlan(IReadOnlyList<TemplatePlan.Part> parts)
{
    public sealed record Part(string? Literal, BoundExpression? Value, string? Pattern);

    public IReadOnlyList<Part> Parts { get; } = parts;

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
