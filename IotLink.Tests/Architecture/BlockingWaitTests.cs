namespace IotLink.Tests.Architecture;

public sealed class BlockingWaitTests
{
    private const string Tasks = "System.Threading.Tasks";

    [Fact]
    public void Nobody_blocks_a_thread_to_wait_for_a_task() => Code.MustHold(Code.All, Violations);

    [Fact]
    public void A_blocking_wait_is_caught_wherever_it_hides()
    {
        var findings = Violations(Code.Violator(typeof(GatewayThatBlocks))).ToList();
        Assert.Contains(findings, f => f.Contains("GatewayThatBlocks.Result uses", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Contains("GatewayThatBlocks.Wait uses", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Contains("GatewayThatBlocks.Awaiter uses", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Contains("GatewayThatBlocks.Sleep uses", StringComparison.Ordinal));
    }

    [Fact]
    public void An_await_is_no_blocking_wait() => Assert.Empty(Violations(Code.Violator(typeof(GatewayThatAwaits))));

    private static IEnumerable<string> Violations(IEnumerable<CodeType> types) =>
        from type in types
        from use in type.Uses
        where Blocks(use)
        select type.Says(use, "await it, with the token passed on.");

    private static bool Blocks(CodeUse use) => use.Called switch
    {
        "get_Result" => use.Type == $"{Tasks}.Task`1",
        "Wait" => use.Type is $"{Tasks}.Task" or $"{Tasks}.Task`1" or "System.Threading.SemaphoreSlim",
        "WaitAll" or "WaitAny" => use.Type == $"{Tasks}.Task",
        "Sleep" => use.Type == "System.Threading.Thread",
        CodeReader.BlockingGetResult => true,
        _ => false,
    };
}
