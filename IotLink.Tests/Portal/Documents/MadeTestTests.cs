using System.Text;
using IotLink.Core.Conversion;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Portal.Features.Documents;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Documents;

/// <summary>"Make this a test": what is written is a test of the spec, says what came out, and passes.</summary>
public sealed class MadeTestTests
{
    private const string Head = "meta: {id: acme, endian: be}\nproduct: acme\nseq:\n  - {id: t, type: u1}\n";

    public static TheoryData<string> Products =>
        [.. ProductCatalog.Documents.Where(d => d.Key.Kind == DocumentKind.Spec).Select(d => d.Key.Product!.Value.Value)];

    /// <summary>The examples of every product of the catalogue, and each of them cut and with bytes changed.</summary>
    [Theory]
    [MemberData(nameof(Products))]
    public void Any_message_of_the_catalogues_products_becomes_a_test_that_passes(string product)
    {
        var text = ProductCatalog.Documents.Single(d => d.Key == DocumentKey.SpecOf(Sample.Product(product))).Text;
        var spec = Compile(text);
        var all = text;
        var samples = spec.Spec.Tests.SelectMany(Variants).ToList();
        foreach (var sample in samples) all = TestLines.Add(all, spec, sample, $"made: of {sample.Label}");

        var results = SpecTests.Run(Compile(all));
        Assert.All(results, r => Assert.True(r.Passed, $"{r.Test.Name}: {string.Join("; ", r.Faults)}"));
        var made = results.Skip(spec.Spec.Tests.Count).ToList();
        foreach (var (sample, result) in samples.Zip(made))
        {
            var input = TestLines.InputOf(sample.Message, spec.Spec);
            Assert.Equal((input, (int)sample.Message.FPort), (result.Test.Input, result.Test.FPort));
            if (input != SpecTestInput.Json) Assert.Equal(sample.Message.Payload.ToArray(), result.Test.Bytes.ToArray());
            var now = SpecTests.Describe(spec, "", sample.Message.Payload, input, sample.Message.FPort);
            Assert.Equal(now.Refuse, result.Test.Refuse);
            Assert.Equal(now.Expect, result.Test.Expect);
            Assert.Equal((now.Stops, now.Time, now.Samples?.Count), (result.Test.Stops, result.Test.Time, result.Test.Samples?.Count));
            Assert.Equal(now.Readings, result.Test.Readings);
        }
    }

    [Theory]
    [InlineData(Head, Head + "tests:\n  - {MADE}\n")]
    [InlineData(Head + "tests: []\n", Head + "tests: [{MADE}]\n")]
    [InlineData(Head + "tests: [{hex: \"01\", expect: {t: 1}}, ] # so far\n", Head + "tests: [{hex: \"01\", expect: {t: 1}}, {MADE}] # so far\n")]
    [InlineData(Head + "tests:\n- {hex: \"01\", expect: {t: 1}}\n\n# more\nenums: {}\n", Head + "tests:\n- {hex: \"01\", expect: {t: 1}}\n- {MADE}\n\n# more\nenums: {}\n")]
    [InlineData(Head + "tests:\n    # first\n    - hex: \"01\"\n      expect:\n        t: 1\n", Head + "tests:\n    # first\n    - hex: \"01\"\n      expect:\n        t: 1\n    - {MADE}\n")]
    public void It_stands_as_the_others_do(string text, string expected)
    {
        var added = TestLines.Add(text, Compile(text), Bytes([7]), "made");
        Assert.Equal(expected.Replace("{MADE}", "{name: made, hex: \"07\", expect: {t: 7}}", StringComparison.Ordinal), added);
        Assert.All(SpecTests.Run(Compile(added)), r => Assert.Empty(r.Faults));
    }

    [Fact]
    public void Texts_from_a_device_are_written_so_that_they_come_back()
    {
        const string Text = "meta: {id: acme, endian: be}\nproduct: acme\nseq:\n  - {id: t, type: str, size-eos: true, encoding: utf-8}\n";
        byte[] payload = [.. "\"a\\b\"\r\n\0\u001b\u0085\u2028\ufeff# {x: y}, 온도 "u8];
        var results = SpecTests.Run(Compile(TestLines.Add(Text, Compile(Text), Bytes(payload), "# {no: \"name\"}\n")));
        Assert.Empty(Assert.Single(results).Faults);
        Assert.Equal("\"a\\b\"\r\n\0\u001b\u0085\u2028\ufeff# {x: y}, 온도 ", results[0].Test.Expect["t"]!.Text);
    }

    /// <summary>What another device sends in JSON and CSV is written down as readably as it can be, and comes back as it was.</summary>
    [Theory]
    [InlineData("""{"a": 1.50, "b c": [true, null, "x: \"y\" # 온도"], "_index": -2e3}""", """json: {a: 1.50, "b c": [true, null, "x: \"y\" # 온도"], "_index": -2e3}, expect: {a: 1.5}""")]
    [InlineData("""{"a": "\u000d\ud83d\ude00"}""", """json: {a: "\u000d😀"}, refuse: json.shape""")]
    [InlineData("""{"a": 1, "a": 2}""", """json: "{\"a\": 1, \"a\": 2}", expect: {a: 2}""")]
    [InlineData("{\"a\": 1", "json: \"{\\\"a\\\": 1\", refuse: json.malformed")]
    [InlineData("\"\\ud800\"", "json: \"\\\"\\\\ud800\\\"\", refuse: json.shape")]
    [InlineData("[{\"a\": 1}]", "json: [{a: 1}], refuse: json.shape")]
    public void Json_of_a_device_becomes_a_test(string json, string written) =>
        Made("product: acme\njson: {metrics: {a: $.a}}\n", PayloadFormat.Json, json, written);

    [Theory]
    [InlineData("t;n\r\n1,5;\"a;\n\"\n", "csv: \"t;n\\u000d\\n1,5;\\\"a;\\n\\\"\\n\", expect: {x: 1.5}")]
    [InlineData("t;n\n1;2\n3;4", "csv: \"t;n\\n1;2\\n3;4\", readings: [{x: 1}, {x: 3}]")]
    [InlineData("t;n\nhot;2", "csv: \"t;n\\nhot;2\", refuse: csv.malformed")]
    public void Rows_of_a_device_become_a_test(string csv, string written) =>
        Made("product: acme\ncsv: {delimiter: \";\", decimal: comma, columns: {t: x}}\n", PayloadFormat.Csv, csv, written);

    [Fact]
    public void What_is_no_text_at_all_cannot_become_a_test_in_text()
    {
        byte[] broken = [(byte)'{', 0xff, (byte)'}'];
        Assert.False(TestLines.CanAdd(SampleMessage.Of(new(PayloadFormat.Json, broken), "", 0, isFrame: false)));
        Assert.True(TestLines.CanAdd(Bytes(broken)));
    }

    private static void Made(string document, PayloadFormat format, string text, string written)
    {
        var added = TestLines.Add(document, Compile(document), SampleMessage.Of(new(format, Encoding.UTF8.GetBytes(text)), "", 0, isFrame: false), "made");
        Assert.Equal($"{document}tests:\n  - {{name: made, {written}}}\n", added);
        Assert.Empty(Assert.Single(SpecTests.Run(Compile(added))).Faults);
    }

    private static IEnumerable<SampleMessage> Variants(SpecTest test) => All(test).Where(TestLines.CanAdd);

    private static IEnumerable<SampleMessage> All(SpecTest test)
    {
        yield return SampleMessage.Of(test);
        for (var length = 0; length < test.Bytes.Length; length += 1 + (test.Bytes.Length / 12)) yield return SampleMessage.Of(test with { Bytes = test.Bytes[..length] });
        foreach (byte change in (byte[])[0x01, 0x80, 0xff])
        {
            for (var at = 0; at < test.Bytes.Length; at += 1 + (test.Bytes.Length / 12))
            {
                var bytes = test.Bytes.ToArray();
                bytes[at] ^= change;
                yield return SampleMessage.Of(test with { Bytes = bytes });
            }
        }
    }

    private static SampleMessage Bytes(byte[] payload) => SampleMessage.Of(new(PayloadFormat.Binary, payload), "", 0, isFrame: false);

    private static CompiledSpec Compile(string text)
    {
        var read = SpecDocument.Read(text);
        Assert.True(read.Spec is not null, text + string.Join("\n", read.Faults));
        return CompiledSpec.Compile(read.Spec, new(read.Spec.Product));
    }
}
