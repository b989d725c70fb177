using IotLink.Core.Contracts;
using IotLink.Core.Conversion;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;

namespace IotLink.Ingest.Pipeline;

/// <summary>Everything published for one product, compiled against one schema. Immutable; a reload makes a new one.</summary>
public sealed record ProductPlan(
    MetricSchema Schema,
    CompiledSpec? Spec,
    CompiledContract? Contract,
    IReadOnlyList<CompiledFormula> Formulas,
    CompiledRuleset? Rules);
