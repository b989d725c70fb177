namespace IotLink.Tests.Architecture;

public sealed class ClockTests
{
    private static readonly HashSet<string> Clocks = new(StringComparer.Ordinal)
    {
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount", "System.Environment.get_TickCount64",
    };

    [Fact]
    public void Nobody_reads_a_clock_but_TimeProvider() => Code.MustHold(Code.All, Violations);

    [Fact]
    public void A_clock_read_inside_an_async_lambda_is_caught() =>
        Assert.Contains(
            Violations(Code.Violator(typeof(AlarmThatReadsTheClock))),
            f => f.Contains("AlarmThatReadsTheClock.Later uses System.DateTimeOffset.get_UtcNow", StringComparison.Ordinal));

    [Fact]
    public void A_stopwatch_outside_the_bench_is_caught() => Assert.NotEmpty(Violations(Code.Violator(typeof(RuleWithAStopwatch))));

    private static IEnumerable<string> Violations(IEnumerable<CodeType> types) =>
        from type in types
        from use in type.Uses
        where Clocks.Contains(use.Used)
            || (use.Type == "System.Diagnostics.Stopwatch" && !type.IsIn("IotLink.Ingest.Commands.Bench"))
        select type.Says(use, "take a TimeProvider (hosts) or a DateTimeOffset now (core), so that tests can set the time.");
}
