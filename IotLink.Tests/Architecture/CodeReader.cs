using Mono.Cecil;

namespace IotLink.Tests.Architecture;

/// <summary>
/// Collects what a type uses, in signatures and in code. Libraries for this look at each compiled type by itself and so miss what stands
/// inside an async lambda; here such code counts as its owner's.
/// </summary>
internal static class CodeReader
{
    /// <summary>What a blocking <c>GetAwaiter().GetResult()</c> is reported as; the pair inside an <c>await</c> is not.</summary>
    public const string BlockingGetResult = "GetAwaiter().GetResult()";

    public static bool IsWritten(TypeDefinition type) => !IsMade(type) && Outermost(type).Namespace.Length > 0;

    public static CodeType Read(TypeDefinition type)
    {
        var uses = new List<CodeUse>();
        Collect(type, null, uses);
        return new(type.FullName.Replace('/', '+'), Outermost(type).Namespace, type, uses);
    }

    private static bool IsMade(TypeDefinition type) =>
        type.Name.StartsWith('<') || (type.DeclaringType is { } outer && IsMade(outer));

    private static void Collect(TypeDefinition type, string? owner, List<CodeUse> uses)
    {
        const string itself = "(type)";
        Add(owner ?? itself, type.BaseType);
        foreach (var i in type.Interfaces) Add(owner ?? itself, i.InterfaceType);
        foreach (var a in type.CustomAttributes) Add(owner ?? itself, a.AttributeType);
        foreach (var f in type.Fields) Add(owner ?? f.Name, f.FieldType);
        foreach (var m in type.Methods) Collect(m, NameOf(m.Name, owner), uses);
        foreach (var made in type.NestedTypes.Where(n => n.Name.StartsWith('<'))) Collect(made, NameOf(made.Name, owner), uses);

        void Add(string member, TypeReference? used) => uses.AddRange(TypesIn(used).Select(t => UseOf(member, t, null)));
    }

    private static void Collect(MethodDefinition method, string member, List<CodeUse> uses)
    {
        if (method == method.Module.EntryPoint && method.Name == "<Main>") return; // the compiler's wait for an async Main
        Add(method.ReturnType);
        foreach (var p in method.Parameters) Add(p.ParameterType);
        foreach (var a in method.CustomAttributes) Add(a.AttributeType);
        if (!method.HasBody) return;
        foreach (var v in method.Body.Variables) Add(v.VariableType);
        foreach (var h in method.Body.ExceptionHandlers) Add(h.CatchType);
        var lastCall = "";
        foreach (var operand in method.Body.Instructions.Select(i => i.Operand))
        {
            if (operand is TypeReference type) Add(type);
            if (operand is FieldReference field) Add(field.DeclaringType, field.Name);
            if (operand is not MethodReference call) continue;
            Add(call.DeclaringType, call.Name == "GetResult" && lastCall == "GetAwaiter" ? BlockingGetResult : call.Name);
            Add(call.ReturnType);
            if (call is GenericInstanceMethod generic) foreach (var a in generic.GenericArguments) Add(a);
            lastCall = call.Name;
        }

        void Add(TypeReference? used, string? called = null) =>
            uses.AddRange(TypesIn(used).Select((t, i) => UseOf(member, t, i == 0 ? called : null)));
    }

    private static CodeUse UseOf(string member, TypeReference type, string? called) =>
        new(member, Outermost(type).Namespace, type.FullName.Replace('/', '+'), called);

    /// <summary>The type itself first, then its arguments: <c>Task&lt;List&lt;X&gt;&gt;</c> is Task, List and X.</summary>
    private static IEnumerable<TypeReference> TypesIn(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(TypesIn)],
        TypeSpecification wrapped => TypesIn(wrapped.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary><c>&lt;RunAsync&gt;d__3</c>, <c>&lt;&lt;RunAsync&gt;b__0&gt;d</c> and everything in them are RunAsync.</summary>
    private static string NameOf(string name, string? owner)
    {
        if (!name.StartsWith('<')) return owner ?? name;
        var inner = name.TrimStart('<');
        var end = inner.IndexOf('>', StringComparison.Ordinal);
        return end > 0 ? inner[..end] : owner ?? name;
    }
}
