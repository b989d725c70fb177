using System.CommandLine;
using IotLink.Core.Contracts;
using IotLink.Core.Documents;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink contract check</c>.</summary>
internal static class ContractCommand
{
    public static Command Build()
    {
        var check = new Command("check", "Reads data contracts (Open Data Contract Standard) and lists everything that is wrong with its line and column.")
        {
            DocumentCheck.Files,
        };
        check.SetAction((given, ct) => DocumentCheck.RunAsync(given, Read, ct));
        return new("contract", "Works on the data contracts that readings are checked against.") { check };
    }

    private static object? Read(string text, List<DocumentFault> faults) =>
        ContractDocument.Read(text, faults) is { } contract
            ? new { contract.Id, contract.Version, contract.Status, product = contract.Product.Value, metrics = contract.Properties.Select(p => p.Name) }
            : null;
}
