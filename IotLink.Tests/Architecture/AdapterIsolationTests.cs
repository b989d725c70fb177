namespace IotLink.Tests.Architecture;

public sealed class AdapterIsolationTests
{
    /// <summary>Which technology may be seen where.</summary>
    private static readonly (string Technology, string[] Homes)[] Homes =
    [
        ("Microsoft.EntityFrameworkCore", ["IotLink.Core.Adapters.Relational"]),
        ("Npgsql", ["IotLink.Core.Adapters.Relational"]),
        ("Microsoft.Data.Sqlite", ["IotLink.Core.Adapters.Sqlite", "IotLink.Core.Adapters.Relational"]),
        ("MQTTnet", ["IotLink.Ingest.Gateways.Mqtt", "IotLink.Ingest.Simulation", "IotLink.Ingest.Commands.Bench"]),
    ];

    [Fact]
    public void A_technology_is_seen_only_in_its_own_folder() => Code.MustHold(Code.All, Violations);

    [Fact]
    public void Adapters_are_internal_and_sealed_behind_a_setup() => Code.MustHold(Code.Core, Exposed);

    [Fact]
    public void A_technology_elsewhere_is_caught()
    {
        Assert.Contains(Violations(Code.Violator(typeof(PageThatQueriesTheDatabase))), f => f.Contains("EntityFrameworkCore", StringComparison.Ordinal));
        Assert.Contains(Violations(Code.Violator(typeof(RuleThatPublishes))), f => f.Contains("RuleThatPublishes.Lambda uses MQTTnet", StringComparison.Ordinal));
    }

    [Fact]
    public void An_exposed_adapter_is_caught() => Assert.Single(Exposed(Code.Violator(typeof(ExposedAdapter)), everywhere: true));

    private static IEnumerable<string> Violations(IEnumerable<CodeType> types) =>
        from type in types
        from use in type.Uses
        from home in Homes
        where use.IsOf(home.Technology) && !home.Homes.Any(type.IsIn)
        select type.Says(use, $"{home.Technology} is for {string.Join(", ", home.Homes)} alone; ask a port instead.");

    private static IEnumerable<string> Exposed(IEnumerable<CodeType> types) => Exposed(types, everywhere: false);

    private static IEnumerable<string> Exposed(IEnumerable<CodeType> types, bool everywhere) =>
        from type in types
        where everywhere || (type.IsIn("IotLink.Core.Adapters") && !type.Namespace.Contains(".Migrations", StringComparison.Ordinal))
        let made = type.Definition
        where made.IsClass && !made.IsValueType && !made.IsNested
        where !(made.IsPublic && (made.Name.EndsWith("Setup", StringComparison.Ordinal) || made.Name.EndsWith("Options", StringComparison.Ordinal)))
        where made.IsPublic || !(made.IsSealed || made.IsAbstract)
        select $"{type.Name} is {(made.IsPublic ? "public" : "not sealed")}: make it internal sealed and let a *Setup register it behind its port.";
}
