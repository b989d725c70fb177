using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Portal.Features.Documents;

/// <summary>What a contract, rule or formula says about readings that were stored, by the engines the pipeline uses.</summary>
public static class Rehearsal
{
    /// <param name="readings">Newest first, as desks answer.</param>
    /// <returns>One per reading, newest first; null when the text has faults.</returns>
    public static IReadOnlyList<RehearsedReading>? Contract(string text, ProductId product, IReadOnlyList<StoredReading> readings)
    {
        var schema = new MetricSchema(product);
        if (CompiledContract.Compile(text, schema, []) is not { } contract) return null;
        return [.. readings.Select(stored =>
        {
            var (reading, was) = (Of(stored, schema), stored.Metrics.Count);
            var marks = reading.Marks & ~ReadingMarks.ContractBroken;
            var refusal = contract.Check(reading.Metrics, ref marks);
            var dropped = stored.Metrics.Keys.Where(m => schema.TryGetSlot(m, out var slot) && reading.Metrics.KindOf(slot) == MetricKind.Absent).ToList();
            return refusal is not null ? new RehearsedReading(stored, Outcome.Refused, refusal.Detail)
                : dropped.Count > 0 ? new(stored, Outcome.Dropped, string.Join(", ", dropped))
                : marks.HasFlag(ReadingMarks.ContractBroken) ? new(stored, Outcome.Marked, "")
                : new(stored, Outcome.Passed, "");
        })];
    }

    /// <inheritdoc cref="Contract"/>
    public static IReadOnlyList<RehearsedReading>? Rule(string text, ProductId product, TimeSpan period, IReadOnlyList<StoredReading> readings)
    {
        var schema = new MetricSchema(product);
        if (CompiledRuleset.Compile([(text, 1)], schema, []) is not { } ruleset) return null;
        var engine = new RuleEngine([]);
        var open = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<RehearsedReading>();
        var verdicts = new List<RuleVerdict>();
        foreach (var stored in readings.Reverse())
        {
            verdicts.Clear();
            engine.Evaluate(Of(stored, schema), new(stored.Device, product, "") { ReportingPeriod = period }, ruleset, verdicts);
            foreach (var verdict in verdicts)
            {
                if (verdict.Raise) open.Add(verdict.Rule.RuleId);
                else open.Remove(verdict.Rule.RuleId);
            }

            var outcome = verdicts.Any(v => v.Raise) ? Outcome.Raised : verdicts.Count > 0 ? Outcome.Cleared : open.Count > 0 ? Outcome.Open : Outcome.Passed;
            found.Add(new(stored, outcome, verdicts.Count > 0 ? string.Join("; ", verdicts.Select(v => v.Evidence)) : Evidence(ruleset, stored, schema)));
        }

        found.Reverse();
        return found;
    }

    /// <summary>Which interlocks would hold an action back, and whose criterion holds.</summary>
    /// <inheritdoc cref="Contract"/>
    public static IReadOnlyList<RehearsedReading>? Action(string text, ProductId product, IReadOnlyList<StoredReading> readings)
    {
        if (ActionCatalogue.Compile([(text, 1)], product, []) is not { } catalogue) return null;
        return [.. readings.Select(stored =>
        {
            var held = catalogue.Actions.SelectMany(a => a.Interlocks.Where(i => i.When.Holds(stored.Metrics) != false).Select(i => $"{a.Id}: {i.When.WithValues(stored.Metrics)}")).ToList();
            var met = catalogue.Actions.Where(a => a.Success?.Holds(stored.Metrics) == true).Select(a => $"{a.Id}: {a.Success!.WithValues(stored.Metrics)}").ToList();
            var unmet = catalogue.Actions.Where(a => a.Success?.Holds(stored.Metrics) != true && a.Success is not null).Select(a => $"{a.Id}: {a.Success!.WithValues(stored.Metrics)}");
            return held.Count > 0 ? new RehearsedReading(stored, Outcome.Held, string.Join("; ", held)) : new(stored, met.Count > 0 ? Outcome.Met : Outcome.Passed, string.Join("; ", met.Count > 0 ? met : unmet));
        })];
    }

    /// <returns>The value for each reading, newest first, null where there is none; null when the text has faults.</returns>
    public static IReadOnlyList<double?>? Formula(string text, ProductId product, IReadOnlyList<StoredReading> readings)
    {
        var schema = new MetricSchema(product);
        if (CompiledFormula.Compile([text], schema, []) is not [var first, ..]) return null;
        return [.. readings.Select(stored =>
        {
            var values = Of(stored, schema).Metrics;
            if (schema.TryGetSlot(first.Formula.Metric, out var slot)) values.Remove(slot);
            first.Apply(values);
            return schema.TryGetSlot(first.Formula.Metric, out slot) && values.KindOf(slot) == MetricKind.Number ? values.NumberAt(slot) : (double?)null;
        })];
    }

    /// <summary>The condition with this reading's numbers put in.</summary>
    private static string Evidence(CompiledRuleset ruleset, StoredReading stored, MetricSchema schema) => string.Join("; ", ruleset.Rules.Select(rule =>
        CompiledExpression.Compile(rule.ConditionText, ExpressionDialect.Rule, ExpressionKind.Boolean, name => schema.TryGetOrAdd(name, out var slot) ? slot : null, [])?
            .WithValues(slot => stored.Metrics.TryGetValue(schema.NameOf(slot), out var value) && value.Number is { } n ? ExpressionPrinter.Number(n) : null)));

    private static Reading Of(StoredReading stored, MetricSchema schema)
    {
        var reading = new TelemetryBatch().Add(schema);
        (reading.Position, reading.Index, reading.Device, reading.EventTime, reading.Marks) = (stored.Position, stored.Index, stored.Device, stored.EventTime, stored.Marks);
        foreach (var (name, value) in stored.Metrics)
        {
            if (!schema.TryGetOrAdd(name, out var slot)) continue;
            if (value.Number is { } number) reading.Metrics.SetNumber(slot, number);
            else if (value.Boolean is { } boolean) reading.Metrics.SetBoolean(slot, boolean);
            else if (value.Text is { } words) reading.Metrics.SetText(slot, words);
        }

        return reading;
    }
}

/// <param name="Detail">Why: the broken promise, the dropped metrics, the condition with its numbers.</param>
public sealed record RehearsedReading(StoredReading Reading, Outcome Outcome, string Detail);

/// <summary>What a text makes of a reading. Open: the alarm that an earlier reading raised goes on.</summary>
public enum Outcome { Passed, Marked, Dropped, Refused, Raised, Open, Cleared, Held, Met }
