using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Contracts;
using IotLink.Core.Conversion;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;

namespace IotLink.Core.Publishing;

/// <summary>Makes a product's documents into a plan. Pure; a faulty document never throws, it is named with its faults.</summary>
public static class PlanCompiler
{
    /// <param name="documents">Those of the product and those for all products; of each key one.</param>
    /// <param name="schema">The product's; names the documents use are added to it.</param>
    /// <param name="faulty">The documents that are left out, and why.</param>
    public static ProductPlan Compile(IReadOnlyList<DocumentInForce> documents, MetricSchema schema, out IReadOnlyList<FaultyDocument> faulty)
    {
        var found = new List<FaultyDocument>();
        var spec = Of(DocumentKind.Spec, (these, faults) => Spec(these[0], schema, faults));
        var plan = new ProductPlan(
            schema,
            spec,
            Of(DocumentKind.Contract, (these, faults) => CompiledContract.Compile(these[0].Text, schema, faults, spec?.Spec.Metrics)),
            Of(DocumentKind.Formula, (these, faults) => CompiledFormula.Compile([.. these.Select(d => d.Text)], schema, faults)) ?? [],
            Of(DocumentKind.Rule, (these, faults) => CompiledRuleset.Compile([.. these.Select(d => (d.Text, d.Version))], schema, faults)))
        {
            Actions = Of(DocumentKind.Action, (these, faults) => ActionCatalogue.Compile([.. these.Select(d => (d.Text, d.Version))], schema.Product, faults)) ?? ActionCatalogue.None,
        };
        faulty = found;
        return plan;

        T? Of<T>(DocumentKind kind, Func<IReadOnlyList<DocumentInForce>, List<DocumentFault>, T?> compile)
            where T : class
        {
            var these = documents.Where(d => d.Key.Kind == kind).OrderBy(d => d.Key, DocumentKey.Order).ToList();
            if (these.Count == 0) return null;
            var faults = new List<DocumentFault>();
            if (compile(these, faults) is { } compiled && faults.Count == 0) return compiled;
            var well = Well(these, compile, found);
            return well.Count == 0 ? null : compile(well, []);
        }
    }

    /// <summary>Takes one document after the other, and leaves out each that does not go with those before it.</summary>
    private static List<DocumentInForce> Well<T>(
        List<DocumentInForce> documents, Func<IReadOnlyList<DocumentInForce>, List<DocumentFault>, T?> compile, List<FaultyDocument> faulty)
        where T : class
    {
        var well = new List<DocumentInForce>();
        foreach (var document in documents)
        {
            var faults = new List<DocumentFault>();
            if (compile([.. well, document], faults) is not null && faults.Count == 0) well.Add(document);
            else faulty.Add(new(document, faults));
        }

        return well;
    }

    private static CompiledSpec? Spec(DocumentInForce document, MetricSchema schema, List<DocumentFault> faults)
    {
        var read = SpecDocument.Read(document.Text);
        faults.AddRange(read.Faults);
        if (read.Spec is not { } spec) return null;
        if (spec.Product == schema.Product) return CompiledSpec.Compile(spec with { Version = document.Version }, schema);
        faults.Add(new("product.other", $"The spec is about product '{spec.Product}', expected '{schema.Product}'.", 1, 1, "product"));
        return null;
    }
}

/// <param name="Faults">Never empty.</param>
public sealed record FaultyDocument(DocumentInForce Document, IReadOnlyList<DocumentFault> Faults);
