using System.Linq.Expressions;
using IotLink.Core.Expressions;

namespace IotLink.Tests.Core.Expressions;

public sealed class TextTests
{
    private static readonly ExpressionScope Scope = new(
        name => name.Name switch { "kind" or "none" => ExpressionKind.Text, "flag" => ExpressionKind.Boolean, "count" => ExpressionKind.Number, _ => null },
        ["kind", "none", "flag", "count"]);

    [Theory]
    [InlineData("kind == 'heat'", 1.0)]
    [InlineData("kind != \"heat\"", 0.0)]
    [InlineData("'heat' == kind and flag", 1.0)]
    [InlineData("none == 'heat'", double.NaN)]
    [InlineData("none != 'heat'", double.NaN)]
    [InlineData("flag ? 'open' : 'shut'", "open")]
    [InlineData("if(count > 3, 'many', 'few')", "few")]
    [InlineData("if(none == 'x', 'a', 'b')", null)]
    public void A_spec_may_compare_and_choose_text(string text, object? expected)
    {
        var faults = new List<ExpressionFault>();
        var root = ExpressionParser.Parse(text, ExpressionDialect.Spec, faults);
        Assert.NotNull(root);
        Assert.True(ExpressionChecker.Check(root, ExpressionDialect.Spec, Scope, faults) is not null, string.Join("\n", faults));

        var interpreted = ExpressionInterpreter.Evaluate(root, name => name.Name switch
        {
            "kind" => ExpressionValue.Of("heat"),
            "flag" => ExpressionValue.Of(true),
            "count" => ExpressionValue.Of(2),
            _ => ExpressionValue.Unknown,
        });
        var emitted = new ExpressionEmitter(name => name.Name switch
        {
            "kind" => Expression.Constant("heat"),
            "flag" => Expression.Constant(true),
            "count" => Expression.Constant((byte)2),
            _ => Expression.Constant(null, typeof(string)),
        }).Value(root);
        var compiled = Expression.Lambda<Func<object?>>(Expression.Convert(emitted, typeof(object))).Compile()();

        Assert.Equal(expected, expected is double ? interpreted.Number : interpreted.Text);
        Assert.Equal(expected, compiled);
    }
}
