using System.CommandLine;
using IotLink.Core.Contracts;
using IotLink.Core.Documents;
using IotLink.Core.Products;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink contract check</c>.</summary>
internal static class ContractCommand
{
    private static readonly Option<string?> Spec = new("--spec")
    {
        Description = "The product's spec, to compare units; without it the one of the catalogue, if there is one.",
    };

    public static Command Build()
    {
        var check = new Command("check", "Reads data contracts (Open Data Contract Standard) and lists everything that is wrong with its line and column.")
        {
            DocumentCheck.Files, Spec,
        };
        check.SetAction(async (given, ct) =>
        {
            var spec = given.GetValue(Spec) is { } file ? SpecDocument.Read(await File.ReadAllTextAsync(file, ct)).Spec : null;
            if (spec is null && given.GetValue(Spec) is { } unfit)
            {
                await given.InvocationConfiguration.Error.WriteLineAsync($"{unfit} has faults itself; see: iotlink spec check {unfit}");
                return ExitCode.Faults;
            }

            return await DocumentCheck.RunAsync(given, (text, faults) => Read(text, spec, faults), ct);
        });
        return new("contract", "Works on the data contracts that readings are checked against.") { check, SchemaCommand.Of(DocumentKind.Contract), PublishCommand.Build(DocumentKind.Contract) };
    }

    private static object? Read(string text, ProductSpec? spec, List<DocumentFault> faults)
    {
        if (ContractDocument.Read(text, faults) is not { } contract) return null;
        spec ??= ProductCatalog.TextsOf(contract.Product, DocumentKind.Spec).Select(t => SpecDocument.Read(t).Spec).FirstOrDefault();
        CompiledContract.Compile(text, new(spec?.Product ?? contract.Product), faults, spec?.Metrics);
        return new
        {
            contract.Id,
            contract.Version,
            contract.Status,
            product = contract.Product.Value,
            metrics = contract.Properties.Select(p => p.Name),
            rules = contract.Rules.Select(r => new { r.Id, r.Code, r.Strictness }),
            freshness = contract.Freshness.Select(f => new { f.Id, f.Metric, seconds = f.Within.TotalSeconds }),
            contract.NotChecked,
        };
    }
}
