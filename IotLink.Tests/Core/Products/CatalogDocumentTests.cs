using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;

namespace IotLink.Tests.Core.Products;

public sealed class CatalogDocumentTests
{
    public static TheoryData<string> Products => [.. CatalogDocuments.Products.Select(product => product.Value)];

    [Theory]
    [MemberData(nameof(Products))]
    public void Every_document_of_the_catalogue_is_without_fault(string id)
    {
        var schema = new MetricSchema(ProductId.Parse(id, null));
        var faults = new List<DocumentFault>();
        CompiledRuleset.Compile(CatalogDocuments.Of(schema.Product, "rules"), schema, 1, faults);
        CompiledFormula.Compile(CatalogDocuments.Of(schema.Product, "formula"), schema, faults);
        foreach (var contract in CatalogDocuments.Of(schema.Product, "contract")) CompiledContract.Compile(contract, schema, faults);
        Assert.Empty(faults);
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
            Assert.NotEmpty(CatalogDocuments.Of(ProductId.Parse(product, null), "rules"));
            Assert.Single(CatalogDocuments.Of(ProductId.Parse(product, null), "contract"));
        });
        Assert.Equal(2, CatalogDocuments.Of(ProductId.Parse("prod-a", null), "rules").Count);
    }
}
