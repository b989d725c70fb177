using System.Globalization;

namespace IotLink.Core.Documents.Editing;

/// <summary>Keys and places in lists down to a value, written as faults write it: <c>rules[2].change.of</c>. The empty path is the document.</summary>
public sealed record DocumentPath
{
    private readonly string[] _steps;

    private DocumentPath(string[] steps) => _steps = steps;

    public static DocumentPath Root { get; } = new([]);

    public int Length => _steps.Length;

    /// <summary>null for the document itself.</summary>
    public DocumentPath? Parent => _steps.Length == 0 ? null : new(_steps[..^1]);

    internal string Last => _steps[^1];

    internal string this[int step] => _steps[step];

    public DocumentPath Then(string key) => new([.. _steps, key]);

    public DocumentPath Then(int item) => new([.. _steps, $"[{item.ToString(CultureInfo.InvariantCulture)}]"]);

    public DocumentPath Then(DocumentPath below) => new([.. _steps, .. below._steps]);

    internal DocumentPath First(int steps) => new(_steps[..steps]);

    /// <returns>null when the step is a key.</returns>
    internal static int? ItemOf(string step) =>
        step is ['[', .. var digits, ']'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var item) ? item : null;

    /// <summary>Keys with a dot or a bracket in them cannot be written this way; take <see cref="Then(string)"/> for those.</summary>
    public static DocumentPath Of(string written)
    {
        var steps = new List<string>();
        foreach (var part in written.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            if (bracket != 0) steps.Add(bracket < 0 ? part : part[..bracket]);
            if (bracket >= 0) steps.AddRange(part[bracket..].Split('[', StringSplitOptions.RemoveEmptyEntries).Select(item => "[" + item));
        }

        return new([.. steps]);
    }

    public bool Equals(DocumentPath? other) => other is not null && _steps.AsSpan().SequenceEqual(other._steps);

    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    public override string ToString() =>
        string.Concat(_steps.Select((step, i) => i == 0 || ItemOf(step) is not null ? step : "." + step));
}
