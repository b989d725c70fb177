using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Contracts;

/// <summary>A data contract bound to a product's slots. Immutable, any thread; checking a reading that is well allocates nothing.</summary>
public sealed class CompiledContract
{
    private readonly PropertyCheck[] _properties;
    private readonly ChangeCheck[] _changes;
    private readonly CrossFieldCheck[] _crossField;

    internal CompiledContract(DataContract contract, PropertyCheck[] properties, ChangeCheck[] changes, CrossFieldCheck[] crossField)
    {
        (Contract, _properties, _changes, _crossField) = (contract, properties, changes, crossField);
        RequiredCount = properties.Count(p => p.Required is not null);
        ChangeMetrics = [.. changes.Select(c => c.Metric).Distinct(StringComparer.Ordinal)];
    }

    public DataContract Contract { get; }

    /// <summary>How many metrics each reading must have.</summary>
    public int RequiredCount { get; }

    /// <summary>The metrics of which the value before is needed.</summary>
    public IReadOnlyList<string> ChangeMetrics { get; }

    /// <param name="metrics">What the product's spec gives, to compare units; null when no spec is known.</param>
    /// <returns>null when anything is wrong; all faults are listed.</returns>
    public static CompiledContract? Compile(
        string document, MetricSchema schema, List<DocumentFault> faults, IReadOnlyList<MetricSpec>? metrics = null) =>
        ContractCompiler.Compile(document, schema, metrics, faults);

    /// <summary>Checks what can be told from the values alone. Broken promises are carried out on them: dropped or marked.</summary>
    /// <returns>Why the message must be rejected; null when it may pass.</returns>
    public Refusal? Check(MetricValues values, ref ReadingMarks marks, List<ContractBreach>? breaches = null)
    {
        var check = new ReadingCheck(values, breaches, 0);
        var refusal = CheckProperties(ref check) ?? CheckTogether(ref check);
        marks |= check.Marks;
        return refusal;
    }

    /// <summary>Checks every promise of a reading, its rate of change included.</summary>
    /// <param name="index">Which of the readings that are checked together; for <see cref="ContractBreach.Reading"/>.</param>
    /// <returns>Why the message must be rejected; null when it may pass.</returns>
    public Refusal? Check(Reading reading, int index, ContractMemory memory, List<ContractBreach> breaches)
    {
        var check = new ReadingCheck(reading.Metrics, breaches, index);
        var refusal = CheckProperties(ref check) ?? CheckChanges(reading, memory, ref check) ?? CheckTogether(ref check);
        reading.Marks |= check.Marks;
        return refusal;
    }

    private Refusal? CheckProperties(ref ReadingCheck check)
    {
        foreach (var (slot, metric, required, rules) in _properties)
        {
            var kind = check.Values.KindOf(slot);
            if (kind == MetricKind.Absent)
            {
                if (required is null) continue;
                if (required.Strictness == Strictness.Reject) return check.Reject(required, $"'{metric}' is required and missing.");
                check.Break(required, Strictness.Mark);
                continue;
            }

            foreach (var rule in rules)
            {
                if (rule.Keeps(check.Values, slot, kind)) continue;
                if (rule.Strictness == Strictness.Reject) return check.Reject(rule, BreachText.Of(metric, rule, check.Values, slot));
                check.Break(rule, rule.Strictness, slot);
                break;
            }
        }

        return null;
    }

    private Refusal? CheckChanges(Reading reading, ContractMemory memory, ref ReadingCheck check)
    {
        if (_changes.Length == 0 || (reading.Marks & ReadingMarks.Late) != 0) return null;
        var time = reading.EventTime.ToUnixTimeMilliseconds();
        foreach (var (slot, metric, rules) in _changes)
        {
            if (check.Values.KindOf(slot) != MetricKind.Number) continue;
            var value = check.Values.NumberAt(slot);
            var isKept = true;
            if (memory.Of(reading.Device, metric) is { } last)
            {
                foreach (var rule in rules)
                {
                    if (rule.Keeps(last.Value, value, time - last.Milliseconds)) continue;
                    if (rule.Strictness == Strictness.Reject)
                        return check.Reject(rule, BreachText.Of(metric, rule, last.Value, value, time - last.Milliseconds));
                    check.Break(rule, rule.Strictness, slot);
                    isKept &= rule.Strictness != Strictness.Drop;
                }
            }

            if (isKept) memory.Remember(reading.Device, metric, new(time, value));
        }

        return null;
    }

    private Refusal? CheckTogether(ref ReadingCheck check)
    {
        foreach (var (rule, condition, dropped) in _crossField)
        {
            if (!condition.Fails(check.Values.Numbers)) continue;
            if (rule.Strictness == Strictness.Reject) return check.Reject(rule, BreachText.Of(rule, condition, check.Values));
            check.Break(rule, rule.Strictness, dropped);
        }

        return null;
    }
}

/// <summary>The rules of one metric's value.</summary>
internal readonly record struct PropertyCheck(int Slot, string Metric, RequiredRule? Required, ValueRule[] Rules);

/// <summary>The rules of one metric's change.</summary>
internal readonly record struct ChangeCheck(int Slot, string Metric, ChangeRule[] Rules);

/// <param name="Dropped">Slots that are taken out when the rule drops.</param>
internal readonly record struct CrossFieldCheck(CrossFieldRule Rule, CompiledExpression Condition, int[] Dropped);
