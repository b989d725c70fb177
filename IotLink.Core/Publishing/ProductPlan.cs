using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Contracts;
using IotLink.Core.Conversion;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;

namespace IotLink.Core.Publishing;

/// <summary>The documents of one product, compiled against one schema. Immutable, any thread.</summary>
public sealed record ProductPlan(
    MetricSchema Schema,
    CompiledSpec? Spec,
    CompiledContract? Contract,
    IReadOnlyList<CompiledFormula> Formulas,
    CompiledRuleset? Rules)
{
    /// <summary>What may be asked of the product's devices.</summary>
    public ActionCatalogue Actions { get; init; } = ActionCatalogue.None;
}
