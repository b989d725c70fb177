using System.Reflection;
using Mono.Cecil;

namespace IotLink.Tests.Architecture;

/// <summary>The product's assemblies, read once.</summary>
internal static class Code
{
    public static IReadOnlyList<CodeType> Core { get; } = Read(typeof(IotLink.Core.Devices.DeviceId).Assembly);

    public static IReadOnlyList<CodeType> Ingest { get; } = Read(Assembly.Load("iotlink"));

    public static IReadOnlyList<CodeType> Portal { get; } = Read(Assembly.Load("IotLink.Portal"));

    public static IReadOnlyList<CodeType> All { get; } = [.. Core, .. Ingest, .. Portal];

    private static IReadOnlyList<CodeType> Tests { get; } = Read(typeof(Code).Assembly);

    /// <summary>A deliberate violator, as a selection of one.</summary>
    public static IReadOnlyList<CodeType> Violator(Type type) => [Tests.Single(t => t.Name == type.FullName)];

    public static IReadOnlyList<string> ReferencesOf(Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        return [.. module.AssemblyReferences.Select(r => r.Name)];
    }

    /// <summary>Fails with every finding on a line of its own, and when there was nothing to look at.</summary>
    public static void MustHold(IReadOnlyList<CodeType> selection, Func<IReadOnlyList<CodeType>, IEnumerable<string>> rule)
    {
        Assert.NotEmpty(selection);
        var findings = rule(selection).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(findings.Count == 0, $"{findings.Count} findings:\n{string.Join('\n', findings)}");
    }

    private static CodeType[] Read(Assembly assembly)
    {
        var module = ModuleDefinition.ReadModule(assembly.Location);
        return [.. module.GetTypes().Where(CodeReader.IsWritten).Select(CodeReader.Read)];
    }
}
