using IotLink.Core.Contracts;
using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;

namespace IotLink.Ingest.Pipeline;

/// <summary>Compiles a product's documents against one schema. All faults of all documents are told, each with its file.</summary>
public static class PlanBuilder
{
    /// <exception cref="InvalidDataException">A document has faults; the message lists them with file, line and column.</exception>
    public static IReadOnlyDictionary<ProductId, ProductPlan> Build(IEnumerable<CatalogueDocument> documents)
    {
        var faults = new List<string>();
        var plans = documents.GroupBy(d => d.Product).ToDictionary(group => group.Key, group => Build(group.Key, [.. group], faults));
        return faults.Count == 0 ? plans : throw new InvalidDataException(string.Join(Environment.NewLine, faults));
    }

    private static ProductPlan Build(ProductId product, CatalogueDocument[] documents, List<string> faults)
    {
        var schema = new MetricSchema(product);
        var spec = One("spec", text =>
        {
            var read = SpecDocument.Read(text);
            return (read.Spec is null ? null : CompiledSpec.Compile(read.Spec, schema), read.Faults);
        });
        var contract = One("contract", text => Collect(found => CompiledContract.Compile(text, schema, found)));
        var formulas = Several("formula", texts => Collect(found => CompiledFormula.Compile(texts, schema, found)));
        var rules = Several("rules", texts => Collect(found => CompiledRuleset.Compile(texts, schema, version: 1, found)));
        return new(schema, spec, contract, formulas ?? [], rules);

        T? One<T>(string kind, Func<string, (T?, IReadOnlyList<DocumentFault>)> compile) =>
            Several(kind, texts => compile(texts[0]));

        T? Several<T>(string kind, Func<IReadOnlyList<string>, (T?, IReadOnlyList<DocumentFault>)> compile)
        {
            var ofKind = documents.Where(d => d.Kind == kind).ToArray();
            if (ofKind.Length == 0) return default;
            var (compiled, found) = compile([.. ofKind.Select(d => d.Text)]);
            faults.AddRange(found.Select(f => $"{string.Join(", ", ofKind.Select(d => d.File))}:{f}"));
            return compiled;
        }
    }

    private static (T Compiled, IReadOnlyList<DocumentFault> Faults) Collect<T>(Func<List<DocumentFault>, T> compile)
    {
        var faults = new List<DocumentFault>();
        return (compile(faults), faults);
    }
}
