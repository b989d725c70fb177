using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Core.Contracts;

/// <summary>A promise about one value by itself.</summary>
public abstract record ValueRule(string Id, string Code, Strictness Strictness) : ContractRule(Id, Code, Strictness)
{
    /// <summary>For messages: <c>0 to 100</c>.</summary>
    public abstract string Expected { get; }

    /// <param name="kind">Not <see cref="MetricKind.Absent"/>.</param>
    public abstract bool Keeps(MetricValues values, int slot, MetricKind kind);
}

/// <summary>The value is of the promised kind.</summary>
public sealed record TypeRule(string Id, ContractType Type, Strictness Strictness) : ValueRule(Id, Reason.ContractType, Strictness)
{
    public override string Expected => Type.ToString().ToLowerInvariant();

    public override bool Keeps(MetricValues values, int slot, MetricKind kind) => Type switch
    {
        ContractType.Number => kind == MetricKind.Number,
        ContractType.Integer => kind == MetricKind.Number && Math.Floor(values.NumberAt(slot)) == values.NumberAt(slot),
        ContractType.Boolean => kind == MetricKind.Boolean,
        _ => kind == MetricKind.Text,
    };
}

/// <summary>The number, or the text's length, is within limits.</summary>
public sealed record RangeRule(string Id, ContractRange Range, Strictness Strictness) : ValueRule(Id, Reason.ContractRange, Strictness)
{
    public override string Expected => Range.ToString();

    public override bool Keeps(MetricValues values, int slot, MetricKind kind) =>
        Range.Contains(kind == MetricKind.Text ? values.TextAt(slot)!.Length : values.NumberAt(slot));
}

/// <summary>The value is one of a list.</summary>
public sealed record ListRule : ValueRule
{
    private readonly FrozenSet<double> _numbers;
    private readonly FrozenSet<string> _texts;

    public ListRule(string id, IReadOnlyList<string> values, Strictness strictness)
        : base(id, Reason.ContractEnum, strictness)
    {
        Values = values;
        _texts = values.ToFrozenSet(StringComparer.Ordinal);
        _numbers = values.Select(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN)
            .Where(double.IsFinite).ToFrozenSet();
    }

    public IReadOnlyList<string> Values { get; }

    public override string Expected => "one of " + string.Join(", ", Values);

    public override bool Keeps(MetricValues values, int slot, MetricKind kind) => kind switch
    {
        MetricKind.Text => _texts.Contains(values.TextAt(slot)!),
        MetricKind.Boolean => _texts.Contains(values.NumberAt(slot) == 1 ? "true" : "false"),
        _ => _numbers.Contains(values.NumberAt(slot)),
    };
}

/// <summary>The text matches, somewhere in it unless the pattern says otherwise. Time grows with the text alone, whatever the pattern.</summary>
public sealed record PatternRule(string Id, Regex Pattern, Strictness Strictness) : ValueRule(Id, Reason.ContractPattern, Strictness)
{
    /// <summary>A longer text matches nothing.</summary>
    public const int LongestText = 4096;

    public override string Expected => $"a text like {Pattern}";

    public override bool Keeps(MetricValues values, int slot, MetricKind kind) =>
        kind != MetricKind.Text || (values.TextAt(slot) is { Length: <= LongestText } text && Pattern.IsMatch(text));
}
