using IotLink.Core.Expressions;

namespace IotLink.Tests.Core.Expressions;

public sealed class FaultTests
{
    [Theory]
    [InlineData("", "expr.syntax", 1, 1)]
    [InlineData("   ", "expr.syntax", 1, 4)]
    [InlineData("tempC >", "expr.syntax", 1, 8)]
    [InlineData("> 80", "expr.syntax", 1, 1)]
    [InlineData("tempC$ > 80", "expr.syntax", 1, 6)]
    [InlineData("tempC > 80 #", "expr.syntax", 1, 12)]
    [InlineData("tempC > 80;", "expr.syntax", 1, 11)]
    [InlineData("tempC 80", "expr.syntax", 1, 7)]
    [InlineData("tempC > 80C", "expr.syntax", 1, 9)]
    [InlineData("tempC > 1.2.3", "expr.syntax", 1, 9)]
    [InlineData("tempC > 0x", "expr.syntax", 1, 9)]
    [InlineData("tempC > 0xFFFFFFFFFFFFFFFFF", "expr.syntax", 1, 9)]
    [InlineData("tempC > 0b12", "expr.syntax", 1, 9)]
    [InlineData("tempC > 1e999", "expr.syntax", 1, 9)]
    [InlineData("(tempC > 80", "expr.syntax", 1, 12)]
    [InlineData("tempC > 80)", "expr.syntax", 1, 11)]
    [InlineData("((1)", "expr.syntax", 1, 5)]
    [InlineData("()", "expr.syntax", 1, 2)]
    [InlineData("tempC > 80 and", "expr.syntax", 1, 15)]
    [InlineData("tempC => 80", "expr.syntax", 1, 8)]
    [InlineData("tempC > > 80", "expr.syntax", 1, 9)]
    [InlineData("tempC\n  > > 80", "expr.syntax", 2, 5)]
    [InlineData("tempC > 80\r\nand\r\n$", "expr.syntax", 3, 1)]
    [InlineData("tempC ^ 2 > 1", "expr.syntax", 1, 7)]
    [InlineData("tempC & 1", "expr.syntax", 1, 7)]
    [InlineData("tempC | 1", "expr.syntax", 1, 7)]
    [InlineData("~1 > 0", "expr.syntax", 1, 1)]
    [InlineData("1 << 2 > 0", "expr.syntax", 1, 3)]
    [InlineData("tempC == 'hot'", "expr.syntax", 1, 10)]
    [InlineData("tempC == \"hot", "expr.syntax", 1, 10)]
    [InlineData("tempC == 'hot", "expr.syntax", 1, 10)]
    [InlineData("[tempC > 80", "expr.syntax", 1, 1)]
    [InlineData("[] > 80", "expr.syntax", 1, 1)]
    [InlineData("pm2.5 > 35", "expr.syntax", 1, 4)]
    [InlineData("tempC. > 80", "expr.syntax", 1, 6)]
    [InlineData("on ? true", "expr.syntax", 1, 10)]
    [InlineData("on ? : true", "expr.syntax", 1, 6)]
    [InlineData("max(1, ) > 0", "expr.syntax", 1, 8)]
    [InlineData("max(1 2) > 0", "expr.syntax", 1, 7)]
    [InlineData("max(1, 2 > 0", "expr.syntax", 1, 13)]
    [InlineData("1, 2", "expr.syntax", 1, 2)]
    [InlineData("tempC > 80\u0000", "expr.syntax", 1, 11)]
    [InlineData("tempC \u2265 80", "expr.syntax", 1, 7)]
    [InlineData("\ud83d\ude00 > 80", "expr.syntax", 1, 1)]
    [InlineData("\ud800", "expr.syntax", 1, 1)]
    [InlineData("tempC + 1", "expr.type", 1, 7)]
    [InlineData("tempC > 80 + true", "expr.type", 1, 14)]
    [InlineData("true > 1", "expr.type", 1, 1)]
    [InlineData("1 < tempC < 5", "expr.type", 1, 3)]
    [InlineData("!tempC > 80", "expr.type", 1, 1)]
    [InlineData("80 and on", "expr.type", 1, 1)]
    [InlineData("not 5", "expr.type", 1, 5)]
    [InlineData("-true > 1", "expr.type", 1, 2)]
    [InlineData("1 == true", "expr.type", 1, 3)]
    [InlineData("if(5, on, off)", "expr.type", 1, 4)]
    [InlineData("if(on, 1, true)", "expr.type", 1, 1)]
    [InlineData("abs(true) > 1", "expr.type", 1, 5)]
    [InlineData("tempX > 80", "expr.unknown_name", 1, 1)]
    [InlineData("metrics > 80", "expr.unknown_name", 1, 1)]
    [InlineData("tempC > 80 and\nspeed > 3", "expr.unknown_name", 2, 1)]
    [InlineData("on and tempC.max > 80", "expr.syntax", 1, 8)]
    [InlineData("[tempC.max] > 80", "expr.unknown_name", 1, 1)]
    [InlineData("System.IO.File.Delete(1) > 0", "expr.unknown_function", 1, 1)]
    [InlineData("sinh(tempC) > 0", "expr.unknown_function", 1, 1)]
    [InlineData("tempC > abss(3)", "expr.unknown_function", 1, 9)]
    [InlineData("abs() > 0", "expr.arity", 1, 1)]
    [InlineData("abs(1, 2) > 0", "expr.arity", 1, 1)]
    [InlineData("1 > pow(2)", "expr.arity", 1, 5)]
    [InlineData("min(1) > 0", "expr.arity", 1, 1)]
    [InlineData("max(1,2,3,4,5,6,7,8,9) > 0", "expr.arity", 1, 1)]
    [InlineData("if(on, 1) > 0", "expr.arity", 1, 1)]
    public void What_is_wrong_is_named_with_line_and_column(string text, string code, int line, int column)
    {
        var fault = Assert.Single(FaultsOf(text));
        Assert.Equal((code, line, column), (fault.Code, fault.Line, fault.Column));
    }

    [Theory]
    [InlineData("tempC ^ 2 > 1", "pow(a, b)")]
    [InlineData("tempC & 1", "'&&' (and)")]
    [InlineData("pm2.5 > 1", "[pm2.5]")]
    [InlineData("tempc > 80", "Did you mean 'tempC'?")]
    [InlineData("ceiling(1) > 0", "Did you mean 'ceil'?")]
    [InlineData("clmp(1, 0, 2) > 0", "Did you mean 'clamp'?")]
    [InlineData("log(1) > 0", "'ln' or 'log10'")]
    [InlineData("average(1) > 0", "abs, acos, asin")]
    [InlineData("tempC \u2265 80", "U+2265")]
    [InlineData("tempC >", "Found the end, expected a value")]
    [InlineData("tempC.Max > 3", "a rule sees single readings")]
    public void A_fault_says_what_to_write_instead(string text, string hint)
    {
        var faults = new List<ExpressionFault>();
        var scope = new ExpressionScope(name => Numbers.SlotOf(name.Name) is null ? null : ExpressionKind.Metric, Numbers.Names);
        if (ExpressionParser.Parse(text, ExpressionDialect.Rule, faults) is { } root) ExpressionChecker.Check(root, ExpressionDialect.Rule, scope, faults);
        Assert.Contains(hint, Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_meaning_are_listed_at_once()
    {
        var faults = FaultsOf("speed > 1 and sinh(2) > abs() and 3 + true > 1");
        Assert.Equal(["expr.unknown_name", "expr.unknown_function", "expr.arity", "expr.type"], faults.Select(f => f.Code));
    }

    [Fact]
    public void A_formula_must_yield_a_number() =>
        Assert.Contains("if(condition, 1, 0)", Assert.Single(FaultsOf("tempC > 80", ExpressionKind.Number)).Message, StringComparison.Ordinal);

    [Fact]
    public void Length_depth_and_size_are_bounded()
    {
        Assert.Equal("expr.limit", Assert.Single(FaultsOf(new string(' ', 1001))).Code);
        Assert.Equal(("expr.limit", 33), CodeAndColumn(new string('(', 1000)));
        Assert.Equal(("expr.limit", 33), CodeAndColumn(new string('!', 1000)));
        Assert.Equal("expr.limit", Assert.Single(FaultsOf(string.Concat(Enumerable.Repeat("on?1:", 100)))).Code);
        Assert.Equal("expr.limit", Assert.Single(FaultsOf("1" + string.Concat(Enumerable.Repeat("+1", 200)))).Code);
        Assert.Empty(FaultsOf($"{new string('(', 31)}on{new string(')', 31)}"));
        Assert.Empty(FaultsOf("1" + string.Concat(Enumerable.Repeat("+1", 98)) + " > 0"));
    }

    [Fact]
    public void A_fault_knows_its_place_in_the_document()
    {
        var faults = new List<IotLink.Core.Documents.DocumentFault>();
        var map = IotLink.Core.Documents.DocumentMap.Parse("a: x > > 1\nb:\n  c: \"x > > 1\"\nd: |\n  x >\n  > 1\n", faults)!;
        map.Expression("a", ExpressionDialect.Rule, ExpressionScope.AnyMetric);
        map.Map("b")!.Expression("c", ExpressionDialect.Rule, ExpressionScope.AnyMetric);
        map.Expression("d", ExpressionDialect.Rule, ExpressionScope.AnyMetric);
        Assert.Equal([("a", 1, 8), ("b.c", 3, 11), ("d", 6, 1)], faults.Select(f => (f.Path, f.Line, f.Column)));
    }

    private static (string, int) CodeAndColumn(string text) => (Assert.Single(FaultsOf(text)).Code, FaultsOf(text)[0].Column);

    private static List<ExpressionFault> FaultsOf(string text, ExpressionKind wanted = ExpressionKind.Boolean)
    {
        var faults = new List<ExpressionFault>();
        var compiled = CompiledExpression.Compile(text, ExpressionDialect.Rule, wanted, Numbers.SlotOf, faults);
        Assert.Equal(compiled is null, faults.Count > 0);
        return faults;
    }
}
