using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Portal.Features.Documents;
using IotLink.Portal.Localization;
using IotLink.Tests.Portal.Controls;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Portal.Documents;

/// <summary>What the studio writes into a spec is a spec.</summary>
public sealed class SpecWritingTests
{
    private static readonly ProductId Product = ProductId.Parse("acme-temp", null);
    private static readonly byte[] Payload = [0x01, 0x00, 0xEB, 0x30, 0x39, 0xFF];

    [Theory]
    [InlineData("0x01, 0x4E;02", new byte[] { 1, 0x4E, 2 })]
    [InlineData("01:4e-02\n03", new byte[] { 1, 0x4E, 2, 3 })]
    [InlineData("AU4C/w==", new byte[] { 1, 0x4E, 2, 0xFF })]
    public void Pasted_bytes_are_read_in_any_dress(string text, byte[] expected)
    {
        var pasted = PastedPayload.Read(text);
        Assert.Equal(PayloadFormat.Binary, pasted?.Format);
        Assert.Equal(expected, pasted!.Bytes.ToArray());
    }

    [Theory]
    [InlineData("{\"data\": {}}", PayloadFormat.Json)]
    [InlineData("time,tempC\n1,2", PayloadFormat.Csv)]
    public void Pasted_texts_are_told_apart(string text, PayloadFormat format) => Assert.Equal(format, PastedPayload.Read(text)?.Format);

    [Theory]
    [InlineData("")]
    [InlineData("{broken")]
    [InlineData("012")]
    [InlineData("hello world!")]
    public void What_is_no_payload_is_none(string text) => Assert.Null(PastedPayload.Read(text));

    [Fact]
    public void Named_bytes_become_a_spec_whose_first_test_is_the_payload()
    {
        NamedBytes[] names =
        [
            new(new(3, 2), "serial", "u2", null, null),
            new(new(1, 2), "temperature", "s2", 0.1m, "degC"),
        ];
        var text = NamedBytes.Write(Product, Payload, names, isLittle: false);
        var sample = SampleMessage.Of(new(PayloadFormat.Binary, Payload), "pasted", 0, isFrame: false);
        text = TestLines.Add(text, Compile(text), sample, "test 1");

        var result = Assert.Single(SpecTests.Run(Compile(text)));
        Assert.Empty(result.Faults);
        Assert.Equal(23.5, result.Test.Expect["temperature"]!.Number);
        Assert.Equal(12345, result.Test.Expect["serial"]!.Number);
    }

    [Fact]
    public void A_refusal_becomes_a_test_of_it_at_the_end_of_the_list()
    {
        var text = Kinds.TemplateOf(DocumentKind.Spec, Product, "") + "enums: {}\n";
        var sample = SampleMessage.Of(new(PayloadFormat.Binary, new byte[] { 0x00 }), "short", 0, isFrame: false);
        var results = SpecTests.Run(Compile(TestLines.Add(text, Compile(text), sample, "too short: one byte")));
        Assert.All(results, r => Assert.Empty(r.Faults));
        Assert.Equal(["first", "too short: one byte"], results.Select(r => r.Test.Name));
        Assert.Equal(Reason.SpecOutOfData, results[1].Test.Refuse);
    }

    [Fact]
    public async Task A_trial_shows_fields_with_their_lines_and_what_changed()
    {
        await using var context = new ControlContext();
        var words = context.Services.GetRequiredService<Words>();
        var message = SampleMessage.Of(new(PayloadFormat.Binary, new byte[] { 0x00, 0xEB, 0x07 }), "", 0, isFrame: false).Message;
        var before = Trial.Of(message, Compile("meta: {endian: be}\nproduct: acme-temp\nseq:\n  - {id: t, type: u2}\n"), DateTimeOffset.UnixEpoch, words);
        var after = Trial.Of(message, Compile("meta: {endian: be}\nproduct: acme-temp\nseq:\n  - {id: t, type: u2, scale: 0.1}\n"), DateTimeOffset.UnixEpoch, words);
        Assert.Equal(4, Assert.Single(after.Fields).Line);
        Assert.Equal(1, after.Unread);
        Assert.Equal([new TrialRow("t", "235", "23.5")], TrialRow.Compare(before, after));
        Assert.True(TrialRow.Compare(before, after)[0].IsChanged);
    }

    [Theory]
    [InlineData(DocumentKind.Spec, "product: prod-a\nseq: []\n", "product: acme-temp\nseq: []\n")]
    [InlineData(DocumentKind.Rule, "ruleId: \"hot\"\nproductId: prod-a\n", "ruleId: new-name\nproductId: acme-temp\n")]
    [InlineData(DocumentKind.Contract, "customProperties:\n  - {property: productId, value: prod-a}\n", "customProperties:\n  - {property: productId, value: acme-temp}\n")]
    [InlineData(DocumentKind.Contract, "customProperties:\n  - property: productId\n    value: prod-a\n", "customProperties:\n  - property: productId\n    value: acme-temp\n")]
    public void A_copy_is_about_the_new_product(DocumentKind kind, string text, string expected) =>
        Assert.Equal(expected, Renaming.To(text, new(kind, ProductId.Parse("prod-a", null), "main"), Product, "new-name"));

    [Theory]
    [InlineData(DocumentKind.Spec)]
    [InlineData(DocumentKind.Contract)]
    [InlineData(DocumentKind.Rule)]
    [InlineData(DocumentKind.Formula)]
    public void What_a_new_document_begins_with_is_green(DocumentKind kind)
    {
        var key = Kinds.KeyOf(kind, Product.Value, "first-one")!;
        var checkup = IotLink.Core.Publishing.DocumentChecks.Run(key, Kinds.TemplateOf(kind, Product, "first-one"), []);
        Assert.Empty(checkup.Everything);
    }

    [Theory]
    [InlineData("spec/prod-a/main", "/l/specs/prod-a")]
    [InlineData("rule/prod-a/hot", "/l/rules/prod-a/hot")]
    [InlineData("formula/_/health", "/l/formulas/_/health")]
    public void A_documents_address_leads_back_to_it(string text, string address)
    {
        var key = DocumentKey.Parse(text, null);
        Assert.Equal(address, Kinds.AddressOf(key));
        var parts = address.Split('/');
        Assert.Equal(key, Kinds.KeyOf(Kinds.OfAddress(address[1..]), parts[3], parts.ElementAtOrDefault(4)));
    }

    private static CompiledSpec Compile(string text)
    {
        var read = SpecDocument.Read(text);
        Assert.True(read.Spec is not null, text + string.Join("\n", read.Faults));
        return CompiledSpec.Compile(read.Spec, new(read.Spec.Product));
    }
}
