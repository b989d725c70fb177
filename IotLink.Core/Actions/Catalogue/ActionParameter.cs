using System.Globalization;

namespace IotLink.Core.Actions.Catalogue;

/// <summary>One value a command takes.</summary>
public sealed record ActionParameter(string Name, ParameterType Type)
{
    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    /// <summary>For <see cref="ParameterType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public string? Unit { get; init; }

    /// <summary>null: it must be given.</summary>
    public string? Default { get; init; }

    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();

    /// <returns>What is wrong with a value; null when nothing is.</returns>
    public string? Fault(string value) => Type switch
    {
        ParameterType.Boolean => value is "true" or "false" ? null : $"{Name} is true or false, not '{value}'.",
        ParameterType.Choice => Choices.Contains(value, StringComparer.Ordinal) ? null : $"{Name} is one of {string.Join(", ", Choices)}, not '{value}'.",
        ParameterType.Text => value.Length is > 0 and <= 200 ? null : $"{Name} is a text of 1 to 200 characters.",
        _ => Number(value),
    };

    private string? Number(string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return $"{Name} is a number, not '{value}'.";
        if (Type == ParameterType.Integer && number != Math.Floor(number)) return $"{Name} is a whole number, not '{value}'.";
        if (number < Minimum || number > Maximum) return string.Create(CultureInfo.InvariantCulture, $"{Name} is {Range()}, not {number}.");
        return null;
    }

    private string Range() => (Minimum, Maximum) switch
    {
        ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $"between {low} and {high}"),
        ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $"at least {low}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"at most {Maximum}"),
    };
}

public enum ParameterType { Number, Integer, Boolean, Choice, Text }
