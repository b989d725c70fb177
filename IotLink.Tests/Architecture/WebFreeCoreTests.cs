namespace IotLink.Tests.Architecture;

public sealed class WebFreeCoreTests
{
    private const string Relational = "IotLink.Core.Adapters.Relational";

    [Fact]
    public void Core_references_no_web_assembly()
    {
        var references = Code.ReferencesOf(typeof(IotLink.Core.Devices.DeviceId).Assembly);
        Assert.NotEmpty(references);
        Assert.Empty(WebAmong(references));
    }

    [Fact]
    public void Core_names_no_web_type() => Code.MustHold(Code.Core, Violations);

    [Fact]
    public void A_web_reference_is_caught()
    {
        Assert.NotEmpty(WebAmong(Code.ReferencesOf(typeof(WebFreeCoreTests).Assembly)));
        Assert.NotEmpty(Violations(Code.Violator(typeof(HandlerThatKnowsHttp))));
        Assert.NotEmpty(Violations(Code.Violator(typeof(AccountOutsideTheRelationalStore))));
    }

    private static IEnumerable<string> WebAmong(IEnumerable<string> references) =>
        references.Where(r => r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    private static IEnumerable<string> Violations(IEnumerable<CodeType> types) =>
        from type in types
        from use in type.Uses
        where use.IsOf("Microsoft.AspNetCore") && !(use.IsOf("Microsoft.AspNetCore.Identity") && type.IsIn(Relational))
        select type.Says(use, "Core knows no web; Identity's stores belong to Adapters/Relational, everything else to a host.");
}
