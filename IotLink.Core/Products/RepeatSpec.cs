namespace IotLink.Core.Products;

/// <param name="Expression">The count, or the condition that ends the loop after an element; null for <see cref="RepeatKind.ToEnd"/>.</param>
public sealed record RepeatSpec(RepeatKind Kind, SpecExpression? Expression);

public enum RepeatKind : byte { ToEnd, Count, Until }
