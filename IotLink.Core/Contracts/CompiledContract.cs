using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Contracts;

/// <summary>A data contract bound to a product's slots. Immutable, any thread; checking a reading that is well allocates nothing.</summary>
public sealed class CompiledContract
{
    private readonly (int Slot, ContractProperty Property)[] _checks;

    private CompiledContract(DataContract contract, (int Slot, ContractProperty Property)[] checks) => (Contract, _checks) = (contract, checks);

    public DataContract Contract { get; }

    /// <returns>null when anything is wrong; all faults are listed.</returns>
    public static CompiledContract? Compile(string document, MetricSchema schema, List<DocumentFault> faults)
    {
        if (ContractDocument.Read(document, faults) is not { } contract) return null;
        if (contract.Product != schema.Product)
        {
            faults.Add(new("product.other", $"The contract is about product '{contract.Product}', expected '{schema.Product}'.", 1, 1, "customProperties"));
            return null;
        }

        var checks = new List<(int, ContractProperty)>();
        foreach (var property in contract.Properties)
        {
            if (schema.TryGetOrAdd(property.Name, out var slot)) checks.Add((slot, property));
            else faults.Add(new("schema.full", $"The product has more than {MetricSchema.MaxMetrics} metrics; '{property.Name}' has no room.", 1, 1, "schema"));
        }

        return checks.Count == contract.Properties.Count ? new(contract, [.. checks]) : null;
    }

    /// <summary>Checks every promise. Broken ones are carried out on the reading: dropped or marked.</summary>
    /// <returns>Why the message must be rejected; null when it may pass.</returns>
    public Refusal? Check(MetricValues values, ref ReadingMarks marks)
    {
        foreach (var (slot, property) in _checks)
        {
            var kind = values.KindOf(slot);
            if (kind == MetricKind.Absent)
            {
                if (!property.Required) continue;
                if (property.Missing == Strictness.Reject) return new(Reason.ContractRequired, $"'{property.Name}' is required and missing.");
                marks |= ReadingMarks.ContractBroken;
            }
            else if (!IsOfType(property.Type, kind, values.NumberAt(slot)))
            {
                if (property.WrongType == Strictness.Reject) return WrongType(property, values, slot);
                Soften(property.WrongType, values, slot, ref marks);
            }
            else if (!property.Range.IsUnlimited && IsMeasured(property, kind) && !property.Range.Contains(Measured(values, slot, kind)))
            {
                if (property.OutOfRange == Strictness.Reject) return OutOfRange(property, values, slot);
                Soften(property.OutOfRange, values, slot, ref marks);
            }
        }

        return null;
    }

    private static bool IsOfType(ContractType? type, MetricKind kind, double number) => type switch
    {
        null => true,
        ContractType.Number => kind == MetricKind.Number,
        ContractType.Integer => kind == MetricKind.Number && Math.Floor(number) == number,
        ContractType.Boolean => kind == MetricKind.Boolean,
        _ => kind == MetricKind.Text,
    };

    /// <summary>Where any kind will do, the limits are about its numbers.</summary>
    private static bool IsMeasured(ContractProperty property, MetricKind kind) => kind != MetricKind.Text || property.Type == ContractType.String;

    private static double Measured(MetricValues values, int slot, MetricKind kind) =>
        kind == MetricKind.Text ? values.TextAt(slot)!.Length : values.NumberAt(slot);

    private static void Soften(Strictness strictness, MetricValues values, int slot, ref ReadingMarks marks)
    {
        if (strictness == Strictness.Drop) values.Remove(slot);
        marks |= ReadingMarks.ContractBroken;
    }

    private static Refusal WrongType(ContractProperty property, MetricValues values, int slot) =>
        new(Reason.ContractType, $"'{property.Name}' is {Shown(values, slot)}, expected {property.Type?.ToString().ToLowerInvariant()}.");

    private static Refusal OutOfRange(ContractProperty property, MetricValues values, int slot) =>
        new(Reason.ContractRange, values.KindOf(slot) == MetricKind.Text
            ? $"'{property.Name}' is {values.TextAt(slot)!.Length} characters long, expected {property.Range}."
            : $"'{property.Name}' is {Shown(values, slot)}, expected {property.Range}.");

    private static string Shown(MetricValues values, int slot) => values.KindOf(slot) switch
    {
        MetricKind.Text => "the text '" + (values.TextAt(slot) is { Length: > 40 } text ? text[..40] + "…" : values.TextAt(slot)) + "'",
        MetricKind.Boolean => values.NumberAt(slot) == 1 ? "true" : "false",
        _ => ExpressionPrinter.Number(values.NumberAt(slot)),
    };
}
