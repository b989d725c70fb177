using IotLink.Core.Expressions;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>P5, second half: a rule's condition, compiled from its text, beside the same condition written in C#.</summary>
internal static class RuleBench
{
    private const string Condition = "metrics.tempC > 80 and (metrics.vibration >= 2.5 or metrics.rpm < 300)";
    private const int Readings = 64;
    private static readonly string[] Names = ["tempC", "rpm", "voltage", "vibration"];

    private delegate bool Rule(ReadOnlySpan<double> slots);

    public static IEnumerable<BenchRow> Run(BenchSettings settings)
    {
        var faults = new List<ExpressionFault>();
        var compiled = CompiledExpression.Compile(
            Condition, ExpressionDialect.Rule, ExpressionKind.Boolean, name => Array.IndexOf(Names, name) is var i and >= 0 ? i : null, faults)
            ?? throw new InvalidOperationException(string.Join('\n', faults));
        var readings = Prepare();
        var (byHand, own, bytes) = Micro.Compare(settings, Turn(HandWritten, readings), Turn(compiled.Test, readings));
        yield return BenchRow.AtMost("P5", "evaluate a rule of three comparisons", "ns", 1.5, "the same condition in C#", byHand, own);
        yield return BenchRow.NothingAllocated("P5", "evaluate a rule", bytes);
    }

    private static bool HandWritten(ReadOnlySpan<double> slots) => slots[0] > 80 && (slots[3] >= 2.5 || slots[1] < 300);

    private static Action<int> Turn(Rule rule, double[][] readings) => count =>
    {
        var held = 0;
        for (var i = 0; i < count; i++) if (rule(readings[i % Readings])) held++;
        if (held > count) throw new InvalidOperationException(); // keeps the result alive
    };

    private static double[][] Prepare()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Readings).Select(_ => new[] { 60 + (random.NextDouble() * 40), random.Next(100, 1500), 220, random.NextDouble() * 5 })];
    }
}
