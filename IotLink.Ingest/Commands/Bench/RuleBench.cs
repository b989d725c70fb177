using System.Runtime.CompilerServices;
using IotLink.Core.Expressions;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>P5, second half: rules' conditions, compiled from their texts, beside the same conditions written in C#.</summary>
internal static class RuleBench
{
    private const int Readings = 64;
    private static readonly string[] Names = ["tempC", "rpm", "voltage", "vibration"];

    public static IEnumerable<BenchRow> Run(BenchSettings settings)
    {
        var readings = Prepare();
        var (byHand, own, bytes) = Micro.Compare(settings, ByHand(readings), () => Compiled(readings));
        yield return BenchRow.AtMost("P5", "evaluate three rules on a reading", "ns", 1.5, "the same conditions as methods in C#", byHand, own);
        yield return BenchRow.NothingAllocated("P5", "evaluate three rules", bytes);
    }

    private static Action<int> ByHand(double[][] readings) => count =>
    {
        var held = 0;
        for (var i = 0; i < count; i++)
        {
            var slots = readings[i % Readings];
            if (IsHot(slots)) held++;
            if (IsHotAndUnsteady(slots)) held++;
            if (IsOffItsVoltage(slots)) held++;
        }

        Keep(held);
    };

    private static Action<int> Compiled(double[][] readings)
    {
        var hot = Compile("metrics.tempC > 80");
        var hotAndUnsteady = Compile("metrics.tempC > 80 and (metrics.vibration >= 2.5 or metrics.rpm < 300)");
        var offItsVoltage = Compile("abs(metrics.voltage - 220) * 100 > 220 * 5 and metrics.rpm > 0");
        return count =>
        {
            var held = 0;
            for (var i = 0; i < count; i++)
            {
                var slots = readings[i % Readings];
                if (hot.Test(slots)) held++;
                if (hotAndUnsteady.Test(slots)) held++;
                if (offItsVoltage.Test(slots)) held++;
            }

            Keep(held);
        };
    }

    // Which rules there are is known only at run time, so no compiler can put them into the loop that runs them: they are called. An absent
    // metric is NaN here as there, and no comparison with it holds.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsHot(ReadOnlySpan<double> slots) => slots[0] > 80;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsHotAndUnsteady(ReadOnlySpan<double> slots) => slots[0] > 80 && (slots[3] >= 2.5 || slots[1] < 300);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsOffItsVoltage(ReadOnlySpan<double> slots) => Math.Abs(slots[2] - 220) * 100 > 220 * 5 && slots[1] > 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(int held) => ArgumentOutOfRangeException.ThrowIfNegative(held);

    private static CompiledExpression Compile(string condition)
    {
        var faults = new List<ExpressionFault>();
        return CompiledExpression.Compile(
            condition, ExpressionDialect.Rule, ExpressionKind.Boolean, name => Array.IndexOf(Names, name) is var i and >= 0 ? i : null, faults)
            ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    private static double[][] Prepare()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Readings).Select(_ => new[]
        {
            60 + (random.NextDouble() * 40), random.Next(100, 1500), 200 + (random.NextDouble() * 40), random.NextDouble() * 5,
        })];
    }
}
