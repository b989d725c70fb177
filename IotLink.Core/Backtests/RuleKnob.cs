using System.Globalization;

namespace IotLink.Core.Backtests;

/// <summary>A number of a rule document that a sweep can turn.</summary>
/// <param name="Id">Stable while the text keeps its shape: <c>temp-high/condition/1</c>.</param>
/// <param name="Label">Where it stands, in the document's own words: <c>tempC &gt; 80</c>, <c>for</c>.</param>
/// <param name="Value">As it is now; durations in seconds.</param>
public sealed record RuleKnob(string Id, string RuleId, string Label, double Value, KnobUnit Unit)
{
    /// <summary>Its place in the text.</summary>
    internal int Start { get; init; }

    internal int Length { get; init; }

    /// <summary>The nearest number that may stand there.</summary>
    public double Fit(double value) => Unit == KnobUnit.Whole ? Math.Max(1, Math.Round(value)) : value;

    /// <summary>The document with another number here.</summary>
    public string Put(string text, double value) =>
        string.Concat(text.AsSpan(0, Start), value.ToString("0.######", CultureInfo.InvariantCulture), Unit == KnobUnit.Seconds ? "s" : "", text.AsSpan(Start + Length));
}

public enum KnobUnit { Plain, Whole, Seconds }
