using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Products;

public sealed class CatalogDocumentTests
{
    public static TheoryData<string> Products => [.. ProductCatalog.Products.Select(product => product.Value)];

    [Theory]
    [MemberData(nameof(Products))]
    public void Every_document_of_the_catalogue_is_without_fault(string id)
    {
        var schema = new MetricSchema(ProductId.Parse(id, null));
        var faults = new List<DocumentFault>();
        CompiledRuleset.Compile(ProductCatalog.TextsOf(schema.Product, DocumentKind.Rule), schema, 1, faults);
        CompiledFormula.Compile(ProductCatalog.TextsOf(schema.Product, DocumentKind.Formula), schema, faults);
        ActionCatalogue.Compile([.. ProductCatalog.TextsOf(schema.Product, DocumentKind.Action).Select(t => (t, 1))], schema.Product, faults);
        var metrics = SpecOf(id).Item2.Metrics;
        foreach (var contract in ProductCatalog.TextsOf(schema.Product, DocumentKind.Contract)) CompiledContract.Compile(contract, schema, faults, metrics);
        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Rules_formulas_and_contracts_name_what_the_spec_or_a_formula_gives(string id)
    {
        var (schema, spec) = SpecOf(id);
        var formulas = CompiledFormula.Compile(ProductCatalog.TextsOf(schema.Product, DocumentKind.Formula), schema, []);
        var rules = CompiledRuleset.Compile(ProductCatalog.TextsOf(schema.Product, DocumentKind.Rule), schema, 1, [])!;
        var contracts = ProductCatalog.TextsOf(schema.Product, DocumentKind.Contract).Select(text => CompiledContract.Compile(text, schema, [])!.Contract);
        var actions = ActionCatalogue.Compile([.. ProductCatalog.TextsOf(schema.Product, DocumentKind.Action).Select(t => (t, 1))], schema.Product, [])!;
        Assert.Empty(rules.Rules.Select(r => r.AutoAction).OfType<string>().Except(actions.Actions.Select(a => a.Id)));
        var used = rules.Rules.SelectMany(r => r.Metrics)
            .Concat(actions.Actions.SelectMany(a => a.Interlocks.SelectMany(i => i.When.Metrics).Concat(a.Success?.Metrics ?? [])))
            .Concat(formulas.SelectMany(f => f.Formula.Root.Names()).Select(n => n.Name))
            .Concat(contracts.SelectMany(c => c.Properties).Select(p => p.Name));
        var known = spec.Metrics.Select(m => m.Name).Concat(formulas.Select(f => f.Formula.Metric));
        Assert.Empty(used.Except(known));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void What_the_spec_says_devices_send_keeps_the_contract(string id)
    {
        var (schema, spec) = SpecOf(id);
        var contract = CompiledContract.Compile(ProductCatalog.TextsOf(schema.Product, DocumentKind.Contract).Single(), schema, [])!;
        foreach (var test in spec.Tests.Where(t => t.Refuse is null && !t.IsPartial && !t.Stops && t.Expect.Count > 0))
        {
            var values = new MetricValues(schema);
            foreach (var (name, value) in test.Expect) Put(values, name, value);
            var marks = ReadingMarks.None;
            Assert.Null(contract.Check(values, ref marks)?.Detail);
            Assert.True(marks == ReadingMarks.None, $"{test.Name}: {marks}");
        }
    }

    private static (MetricSchema, ProductSpec) SpecOf(string id)
    {
        var product = ProductId.Parse(id, null);
        return (new(product), SpecDocument.Read(ProductCatalog.TextsOf(product, DocumentKind.Spec).Single()).Spec!);
    }

    private static void Put(MetricValues values, string name, SpecTestValue? value)
    {
        values.Schema.TryGetOrAdd(name, out var slot);
        if (value is { Number: { } number }) values.SetNumber(slot, number);
        else if (value is { Boolean: { } boolean }) values.SetBoolean(slot, boolean);
        else if (value is { Text: { } text }) values.SetText(slot, text);
    }

    [Fact]
    public void Every_product_of_the_demo_has_rules_and_a_contract()
    {
        string[] products =
        [
            "prod-a", "milesight-am107", "elsys-ers", "rivercity-txh", "dragino-lgt92", "decentlab-dl-5tm", "talkpool-oy1110",
            "moirelabs-p1a", "micropelt-mlr003", "netvox-r718e", "paxcounter", "sting-pengy", "gator-m508", "gt06",
        ];
        Assert.All(products, product =>
        {
            Assert.NotEmpty(ProductCatalog.TextsOf(ProductId.Parse(product, null), DocumentKind.Rule));
            Assert.Single(ProductCatalog.TextsOf(ProductId.Parse(product, null), DocumentKind.Contract));
        });
        Assert.Equal(2, ProductCatalog.TextsOf(ProductId.Parse("prod-a", null), DocumentKind.Rule).Count);
    }
}
