using IotLink.Core.Expressions;

namespace IotLink.Tests.Core.Expressions;

/// <summary>The metrics the expression tests work with, by slot. <c>absent</c> and <c>gone</c> have no value.</summary>
internal static class Numbers
{
    public static readonly string[] Names = ["tempC", "rpm", "voltage", "vibration", "pm2.5", "on", "off", "_index", "absent", "gone", "zero"];
    public static readonly double[] Values = [84.6, 1200, 23.1, 0.3, 17.5, 1, 0, 3, double.NaN, double.NaN, 0];

    public static int? SlotOf(string name) => Array.IndexOf(Names, name) is >= 0 and var slot ? slot : null;

    public static CompiledExpression Compile(string text, ExpressionKind wanted, ExpressionDialect? dialect = null)
    {
        var faults = new List<ExpressionFault>();
        var compiled = CompiledExpression.Compile(text, dialect ?? ExpressionDialect.Formula, wanted, SlotOf, faults);
        Assert.True(compiled is not null, string.Join("\n", faults));
        return compiled;
    }

    public static double Interpret(ExpressionNode root) =>
        ExpressionInterpreter.Evaluate(root, name => ExpressionValue.Of(Values[SlotOf(name.Name)!.Value])).Number;
}
