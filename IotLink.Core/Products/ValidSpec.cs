namespace IotLink.Core.Products;

/// <summary>What a value must be; otherwise the message is refused. Compared after scale and offset.</summary>
public sealed record ValidSpec(double? Min, double? Max, IReadOnlyList<double> AnyOf, SpecExpression? Expression)
{
    /// <summary>What was expected, for the refusal.</summary>
    public string Words()
    {
        var words = new List<string>();
        if (AnyOf.Count == 1) words.Add(Text(AnyOf[0]));
        if (AnyOf.Count > 1) words.Add("one of " + string.Join(", ", AnyOf.Select(Text)));
        if (Min is { } min) words.Add("at least " + Text(min));
        if (Max is { } max) words.Add("at most " + Text(max));
        if (Expression is not null) words.Add(Expression.Text);
        return string.Join(" and ", words);
    }

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
