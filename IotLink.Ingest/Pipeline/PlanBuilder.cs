using IotLink.Core.Contracts;
using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// Compiles products' documents, each product's against one schema. Until documents are published through the portal, those of the
/// catalogue are what is published.
/// </summary>
public static class PlanBuilder
{
    /// <exception cref="InvalidDataException">A document has faults; the message lists them all with product, kind, line and column.</exception>
    public static IReadOnlyDictionary<ProductId, ProductPlan> FromCatalogue()
    {
        var faults = new List<string>();
        var plans = CatalogDocuments.Products.ToDictionary(p => p, p => Build(p, kind => CatalogDocuments.Of(p, kind), faults));
        return faults.Count == 0 ? plans : throw new InvalidDataException(string.Join(Environment.NewLine, faults));
    }

    private static ProductPlan Build(ProductId product, Func<string, IReadOnlyList<string>> documents, List<string> faults)
    {
        var schema = new MetricSchema(product);
        var spec = Compile("spec", (texts, found) => Spec(texts[0], schema, found));
        return new(
            schema,
            spec,
            Compile("contract", (texts, found) => CompiledContract.Compile(texts[0], schema, found, spec?.Spec.Metrics)),
            Compile("formula", (texts, found) => CompiledFormula.Compile(texts, schema, found)) ?? [],
            Compile("rules", (texts, found) => CompiledRuleset.Compile(texts, schema, version: 1, found)));

        T? Compile<T>(string kind, Func<IReadOnlyList<string>, List<DocumentFault>, T?> compile)
            where T : class
        {
            var texts = documents(kind);
            if (texts.Count == 0) return null;
            var found = new List<DocumentFault>();
            var compiled = compile(texts, found);
            faults.AddRange(found.Select(fault => $"{product}.{kind}:{fault}"));
            return compiled;
        }
    }

    private static CompiledSpec? Spec(string text, MetricSchema schema, List<DocumentFault> faults)
    {
        var document = SpecDocument.Read(text);
        faults.AddRange(document.Faults);
        return document.Spec is { } spec ? CompiledSpec.Compile(spec, schema) : null;
    }
}
