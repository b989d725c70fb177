using IotLink.Core.Expressions;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Actions.Catalogue;

/// <summary>A condition over a stored reading. Immutable, any thread.</summary>
public sealed class TelemetryCondition
{
    private readonly CompiledExpression _compiled;
    private readonly IReadOnlyList<string> _names;

    private TelemetryCondition(CompiledExpression compiled, IReadOnlyList<string> names) => (_compiled, _names) = (compiled, names);

    public string Text => _compiled.Text;

    /// <summary>The metrics it names.</summary>
    public IReadOnlyList<string> Metrics => _names;

    /// <returns>null when something is wrong; the faults say what.</returns>
    public static TelemetryCondition? Compile(string text, List<ExpressionFault> faults)
    {
        var names = new List<string>();
        var compiled = CompiledExpression.Compile(text, ExpressionDialect.Rule, ExpressionKind.Boolean, Slot, faults);
        return compiled is null ? null : new(compiled, names);

        int? Slot(string name)
        {
            if (!names.Contains(name)) names.Add(name);
            return names.IndexOf(name);
        }
    }

    /// <returns>null when a value it needs is not there.</returns>
    public bool? Holds(IReadOnlyDictionary<string, MetricValue> metrics)
    {
        var slots = SlotsOf(metrics);
        if (_compiled.Test(slots)) return true;
        return _compiled.Fails(slots) ? false : null;
    }

    /// <summary>With the numbers put in: <c>tempC 71.5 &lt; 75</c>.</summary>
    public string WithValues(IReadOnlyDictionary<string, MetricValue> metrics) => _compiled.WithValues(
        slot => metrics.TryGetValue(_names[slot], out var value) && value.Plottable is { } number ? number.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) : null);

    private double[] SlotsOf(IReadOnlyDictionary<string, MetricValue> metrics) =>
        [.. _names.Select(name => metrics.TryGetValue(name, out var value) ? value.Plottable ?? double.NaN : double.NaN)];
}
