using IotLink.Core.Contracts;
using IotLink.Core.Conversion;
using IotLink.Core.Formulas;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Publishing;

/// <summary>The documents of one product, compiled against one schema. Immutable, any thread.</summary>
public sealed record ProductPlan(
    MetricSchema Schema,
    CompiledSpec? Spec,
    CompiledContract? Contract,
    IReadOnlyList<CompiledFormula> Formulas,
    CompiledRuleset? Rules)
{
    /// <summary>What a product without documents has: JSON telemetry of it is taken as it is.</summary>
    public static ProductPlan Empty(MetricSchema schema) => new(schema, null, null, [], null);

    /// <summary>What a reading goes through once it is decoded: the contract, then the formulas.</summary>
    /// <returns>Why the message must be rejected; null when it may pass.</returns>
    public Refusal? Refine(Reading reading)
    {
        if (Contract is not null)
        {
            var marks = reading.Marks;
            var breach = Contract.Check(reading.Metrics, ref marks);
            reading.Marks = marks;
            if (breach is not null) return breach;
        }

        foreach (var formula in Formulas) formula.Apply(reading.Metrics);
        return null;
    }
}
