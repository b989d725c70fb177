using CsCheck;
using IotLink.Core.Expressions;

namespace IotLink.Tests.Core.Expressions;

public sealed class ExpressionPropertyTests
{
    private static readonly ExpressionDialect[] Dialects = [ExpressionDialect.Rule, ExpressionDialect.Formula, ExpressionDialect.Spec];

    private static readonly Gen<string> Pieces =
        ExpressionGen.Among("tempC", "metrics.", "80", "0x", "1e", ".", "(", ")", "[", "]", "'", "?", ":", "if(", "max(", ",", "+", "-", "!", "not ",
            " and ", "<", ">", "=", "&", "|", "^", "~", "//", "%", " ", "\n", "\0", "\ud800", "가", "{", "}", "true").Array[0, 60].Select(string.Concat);

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        Gen.OneOf(Gen.String[0, 1100], Gen.String[Gen.Char, 0, 100], Pieces).Sample(text =>
        {
            foreach (var dialect in Dialects)
            {
                var faults = new List<ExpressionFault>();
                var root = ExpressionParser.Parse(text, dialect, faults);
                Assert.Equal(root is null, faults.Count > 0);
                if (root is not null) ExpressionChecker.Check(root, dialect, ExpressionScope.AnyMetric, faults);
                Assert.All(faults, fault => Assert.True(fault is { Line: >= 1, Column: >= 1, Message.Length: > 0 }));
            }
        }, iter: 5000);

    [Fact]
    public void The_compiled_and_the_interpreted_form_agree_on_numbers() =>
        ExpressionGen.Number(Numbers.Names, 3, ours: true).Where(Accepted).Sample(text =>
        {
            var compiled = Numbers.Compile(text, ExpressionKind.Number);
            Assert.Equal(Numbers.Interpret(compiled.Root), compiled.Evaluate(Numbers.Values));
        }, iter: 500);

    [Fact]
    public void A_condition_is_true_false_or_not_known_in_every_form_alike() =>
        ExpressionGen.Condition(Numbers.Names, 4, ours: true).Where(Accepted).Sample(text =>
        {
            var compiled = Numbers.Compile(text, ExpressionKind.Boolean);
            var expected = Numbers.Interpret(compiled.Root);
            Assert.Equal(expected, compiled.Evaluate(Numbers.Values));
            Assert.Equal(expected == 1, compiled.Test(Numbers.Values));
            Assert.Equal(expected == 0, compiled.Fails(Numbers.Values));
        }, iter: 500);

    [Fact]
    public void What_is_printed_reads_back_the_same() =>
        ExpressionGen.Number(Numbers.Names, 3, ours: true).Where(Accepted).Sample(text =>
        {
            var root = Numbers.Compile(text, ExpressionKind.Number).Root;
            var printed = ExpressionPrinter.Print(root, name => $"[{name.Name}]");
            Assert.Equal(printed, ExpressionPrinter.Print(Numbers.Compile(printed, ExpressionKind.Number).Root, name => $"[{name.Name}]"));
            Assert.Equal(Numbers.Interpret(root), Numbers.Interpret(Numbers.Compile(printed, ExpressionKind.Number).Root));
        }, iter: 500);

    private static bool Accepted(string text) => ExpressionParser.Parse(text, ExpressionDialect.Formula, []) is not null;
}
