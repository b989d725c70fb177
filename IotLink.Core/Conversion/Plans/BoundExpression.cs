using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>An expression whose names have slots.</summary>
internal sealed record BoundExpression(SpecExpression Source, IReadOnlyDictionary<string, Slot> Slots, NameKind Kind);
