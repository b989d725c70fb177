using System.CommandLine;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink formula check</c>.</summary>
internal static class FormulaCommand
{
    public static Command Build()
    {
        var check = new Command("check", "Reads formulas and lists everything that is wrong with its line and column.") { DocumentCheck.Files };
        check.SetAction((given, ct) => DocumentCheck.RunAsync(given, Read, ct));
        return new("formula", "Works on the formulas that compute derived metrics.") { check, SchemaCommand.Of(DocumentKind.Formula), PublishCommand.Build(DocumentKind.Formula) };
    }

    private static object Read(string text, List<DocumentFault> faults) =>
        FormulaDocument.Read(text, faults).Select(f => new { f.Id, f.Metric, product = f.Product?.Value, f.Expression, live = f.IsLive }).ToList();
}
