using IotLink.Core.Devices;
using IotLink.Core.Expressions;

namespace IotLink.Core.Formulas;

/// <summary>A calculation as registered. The most particular one counts: customer and product, before product, before all products.</summary>
/// <param name="Metric">What the result is called.</param>
/// <param name="Product">null: for every product.</param>
/// <param name="Customer">null: for every customer.</param>
/// <param name="Level">null: live and on aggregates.</param>
/// <param name="Statistic">Which statistic of an aggregate a bare name means.</param>
public sealed record Formula(
    string Id,
    string Metric,
    string Expression,
    ExpressionNode Root,
    ProductId? Product,
    CustomerId? Customer,
    FormulaLevel? Level,
    Statistic Statistic,
    string? Unit,
    string? Description)
{
    /// <summary>
    /// Whether it is computed for each reading. A customer's own formula is not, since a reading does not know its customer; nor is one
    /// that names a statistic, since a single reading has none.
    /// </summary>
    public bool IsLive =>
        Customer is null && Level is null or FormulaLevel.Record
        && Root.Names().All(name => name.Statistic is null);
}

/// <summary>What a formula is applied to: each reading, a device's day, a customer's day.</summary>
public enum FormulaLevel { Record, DeviceDay, CustomerDay }
