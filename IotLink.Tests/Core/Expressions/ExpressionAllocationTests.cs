using IotLink.Core.Expressions;

namespace IotLink.Tests.Core.Expressions;

public sealed class ExpressionAllocationTests
{
    [Theory]
    [InlineData("tempC > 80")]
    [InlineData("tempC > 80 and not (rpm < 100 or absent > 3)")]
    [InlineData("if(tempC > 80, clamp(100 - (tempC - 60) * 2 - vibration * 10, 0, 100), round(rpm / 3, 1)) > 5")]
    public void Evaluating_allocates_nothing(string text)
    {
        var compiled = Numbers.Compile(text, ExpressionKind.Boolean);
        Run(compiled);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Run(compiled);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Run(CompiledExpression compiled)
    {
        compiled.Test(Numbers.Values);
        compiled.Fails(Numbers.Values);
        compiled.Evaluate(Numbers.Values);
    }
}
