using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Contracts;
using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;

namespace IotLink.Core.Publishing;

/// <summary>Whether a text is well: by itself, about the product of its key, and together with the product's other documents.</summary>
public static class DocumentChecks
{
    /// <param name="beside">What is in force for the product; an entry of the same key is passed over.</param>
    public static DocumentCheckup Run(DocumentKey key, string text, IReadOnlyList<DocumentInForce> beside)
    {
        if (text.Length > DocumentText.MaxLength)
            return new([new("document.too_large", $"A document has at most {DocumentText.MaxLength} characters.", 1, 1, "")], []);
        var faults = new List<DocumentFault>();
        var schema = new MetricSchema(key.Product ?? Anything);
        var tests = Read(key, text, schema, faults);
        if (faults.Count > 0 || key.Product is null) return new(faults, tests);
        var others = beside.Where(d => d.Key != key && d.Scope is null && (d.Key.Product is null || d.Key.Product == key.Product));
        PlanCompiler.Compile([.. others, new DocumentInForce(key, 0, text)], schema, out var faulty);
        PlanCompiler.Compile([.. others], new(schema.Product), out var before);

        // Whichever of two documents comes first is taken as well: what is new in the faults came with this text.
        foreach (var document in faulty.Where(f => before.All(b => b.Document.Key != f.Document.Key)))
            faults.AddRange(document.Faults.Select(f => document.Document.Key == key ? f : f with { Message = $"{document.Document.Key}: {f.Message}" }));
        return new(faults, tests);
    }

    /// <summary>Stands for the product in what is for all products.</summary>
    private static ProductId Anything => ProductId.Parse("any", null);

    private static IReadOnlyList<DocumentTest> Read(DocumentKey key, string text, MetricSchema schema, List<DocumentFault> faults)
    {
        switch (key.Kind)
        {
            case DocumentKind.Spec:
                return Spec(text, schema, faults);
            case DocumentKind.Contract:
                CompiledContract.Compile(text, schema, faults);
                break;
            case DocumentKind.Rule:
                CompiledRuleset.Compile([text], schema, 0, faults);
                break;
            case DocumentKind.Action:
                ActionCatalogue.Compile([(text, 0)], schema.Product, faults);
                break;
            default:
                Formula(key, text, schema, faults);
                break;
        }

        return [];
    }

    private static void Formula(DocumentKey key, string text, MetricSchema schema, List<DocumentFault> faults)
    {
        CompiledFormula.Compile([text], schema, faults);
        if (faults.Count > 0) return;
        foreach (var formula in FormulaDocument.Read(text, []).Where(f => f.Product != key.Product))
            faults.Add(new("product.other", $"Formula '{formula.Id}' is about {Name(formula.Product)}, expected {Name(key.Product)}.", 1, 1, "productId"));
        static string Name(ProductId? product) => product is { } id ? $"product '{id}'" : "all products";
    }

    private static IReadOnlyList<DocumentTest> Spec(string text, MetricSchema schema, List<DocumentFault> faults)
    {
        var document = SpecDocument.Read(text);
        faults.AddRange(document.Faults);
        if (document.Spec is not { } spec) return [];
        if (spec.Product != schema.Product)
            faults.Add(new("product.other", $"The spec is about product '{spec.Product}', expected '{schema.Product}'.", 1, 1, "product"));
        return
        [
            .. SpecTests.Run(CompiledSpec.Compile(spec, new(spec.Product)))
                .Select(r => new DocumentTest(r.Test.Name, r.Test.Place.Line, r.Test.Place.Column, r.Faults)),
        ];
    }
}
