using Mono.Cecil;

namespace IotLink.Tests.Architecture;

/// <summary>A type as its author wrote it: what the compiler made of its lambdas, iterators and async methods is folded back into it.</summary>
internal sealed record CodeType(string Name, string Namespace, TypeDefinition Definition, IReadOnlyList<CodeUse> Uses)
{
    public bool IsIn(string prefix) =>
        Namespace == prefix || Namespace.StartsWith(prefix + ".", StringComparison.Ordinal);

    /// <summary>One line of a failure: who, where, what, and what to do instead.</summary>
    public string Says(CodeUse use, string advice) => $"{Name}.{use.Member} uses {use.Used}: {advice}";
}

/// <summary>One thing a member leans on.</summary>
/// <param name="Member">Name of the method, field or property; <c>(type)</c> for bases, interfaces and attributes.</param>
/// <param name="Namespace">Namespace of the used type.</param>
/// <param name="Type">Full name of the used type, generic arguments left out.</param>
/// <param name="Called">The used member of that type; null when only the type is named.</param>
internal readonly record struct CodeUse(string Member, string Namespace, string Type, string? Called)
{
    public string Used => Called is null ? Type : $"{Type}.{Called}";

    public bool IsOf(string prefix) =>
        Namespace == prefix || Namespace.StartsWith(prefix + ".", StringComparison.Ordinal);
}
