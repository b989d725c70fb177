using System.CommandLine;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Rules;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink rule check</c>, <c>schema</c>, <c>publish</c> and <c>backtest</c>.</summary>
internal static class RuleCommand
{
    public static Command Build()
    {
        var check = new Command("check", "Reads rules, compiles their conditions and lists everything that is wrong with its line and column.")
        {
            DocumentCheck.Files,
        };
        check.SetAction((given, ct) => DocumentCheck.RunAsync(given, Read, ct));
        return new("rule", "Works on the rules that raise alarms.") { check, SchemaCommand.Of(DocumentKind.Rule), PublishCommand.Build(DocumentKind.Rule), BacktestCommand.Build() };
    }

    private static object? Read(string text, List<DocumentFault> faults)
    {
        var ruleset = CompiledRuleset.Compile([text], new(ProductOf(text)), version: 1, faults);
        return ruleset?.Rules.Select(rule => new { rule.RuleId, product = ruleset.Product.Value, rule.Title, rule.Severity, rule.Class, rule.AutoAction });
    }

    /// <summary>The product the document names; when it names none the compiler says so.</summary>
    private static ProductId ProductOf(string text) =>
        ProductId.TryParse(DocumentMap.Parse(text, [])?.Text("productId"), out var product) ? product : default;
}
