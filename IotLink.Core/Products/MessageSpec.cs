namespace IotLink.Core.Products;

/// <summary>One layout and when it applies: all that is given must hold.</summary>
/// <param name="Ports">LoRaWAN ports; empty for any.</param>
/// <param name="Lengths">Payload lengths in bytes; empty for any.</param>
/// <param name="If">A condition on <c>_fport</c>, <c>_len</c> and the fields of the spec's common <c>seq</c>; null for always.</param>
public sealed record MessageSpec(
    string Name,
    IReadOnlyList<int> Ports,
    IReadOnlyList<int> Lengths,
    SpecExpression? If,
    TypeSpec Body);
