namespace IotLink.Core.Products;

/// <summary>A named group of fields, its parameters, and what is computed after they were read.</summary>
public sealed record TypeSpec(
    string Name,
    IReadOnlyList<string> Parameters,
    IReadOnlyList<FieldSpec> Fields,
    IReadOnlyList<FieldSpec> Instances);
