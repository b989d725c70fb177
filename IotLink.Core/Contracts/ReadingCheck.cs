using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Contracts;

/// <summary>One reading while it is checked: its values, and what has been found so far.</summary>
internal ref struct ReadingCheck(MetricValues values, List<ContractBreach>? breaches, int index)
{
    public readonly MetricValues Values => values;

    public ReadingMarks Marks { get; private set; }

    public readonly Refusal Reject(ContractRule rule, string detail)
    {
        breaches?.Add(new(rule, index, Strictness.Reject));
        return new(rule.Code, detail);
    }

    public void Break(ContractRule rule, Strictness outcome, params ReadOnlySpan<int> dropped)
    {
        breaches?.Add(new(rule, index, outcome));
        Marks |= ReadingMarks.ContractBroken;
        if (outcome != Strictness.Drop) return;
        foreach (var slot in dropped) values.Remove(slot);
    }
}
