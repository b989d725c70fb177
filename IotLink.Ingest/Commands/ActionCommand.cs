using System.CommandLine;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink action check</c>.</summary>
internal static class ActionCommand
{
    public static Command Build()
    {
        var check = new Command("check", "Reads actions, compiles their criteria and interlocks and lists everything that is wrong with its line and column.")
        {
            DocumentCheck.Files,
        };
        check.SetAction((given, ct) => DocumentCheck.RunAsync(given, Read, ct));
        return new("action", "Works on the catalogue of what may be asked of devices.") { check, SchemaCommand.Of(DocumentKind.Action), PublishCommand.Build(DocumentKind.Action) };
    }

    private static object? Read(string text, List<DocumentFault> faults)
    {
        var catalogue = ActionCatalogue.Compile([(text, 1)], ProductOf(text), faults);
        return catalogue?.Actions.Select(a => new { a.Id, product = a.Product.Value, a.Transport, a.Timeout, a.Retries, success = a.Success?.Text, a.NeedsApproval });
    }

    /// <summary>The product the document names; when it names none the reader says so.</summary>
    private static ProductId ProductOf(string text) =>
        ProductId.TryParse(DocumentMap.Parse(text, [])?.Text("productId"), out var product) ? product : default;
}
