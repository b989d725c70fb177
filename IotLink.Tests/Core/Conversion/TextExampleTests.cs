using IotLink.Core.Conversion;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Publishing;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Conversion;

/// <summary>Examples of JSON, CSV and text in a spec: they go the way messages go, and a red one is red.</summary>
public sealed class TextExampleTests
{
    private const string Json =
        """
        product: test
        json:
          each: $.rows[*]
          time: {path: "@.at", unit: s}
          metrics: {level: "@.v", door: {path: "@.d", enum: {0: closed, 1: open}}, on: {path: "@.on", type: boolean}}
        tests:
          -
        """;

    private const string Csv =
        """
        product: test
        csv: {delimiter: ";", decimal: comma, time: when, columns: {kg: weight, gate: {metric: gate, type: text}}}
        tests:
          -
        """;

    private const string Rows =
        """
        product: test
        framing: {start: "*", end: "#", max-length: 64}
        identify: {field: {separator: ",", column: 1}}
        csv: {header: false, columns: {4: temperature}}
        tests:
          -
        """;

    [Theory]
    [InlineData("{json: {rows: [{v: 1.5, d: 1, on: true}]}, expect: {level: 1.5, door: open, on: true}}")]
    [InlineData("{json: '{\"rows\": [{\"v\": 1.5}]}', expect: {level: 1.5, door: null}}")]
    [InlineData("{json: {rows: [{v: 1, at: 1795446000}, {v: 2, at: 1795446060}]}, readings: [{level: 1}, {level: 2}], time: 2026-11-23T15:00:00Z}")]
    [InlineData("{json: {rows: [{v: 1.001, d: 0}]}, expect: {level: 1}, partial: true, tolerance: 0.01}")]
    [InlineData("{json: {rows: [{v: \"1\"}, {v: ~}]}, expect: {level: 1}}")]
    [InlineData("{json: {rows: []}, refuse: json.shape}")]
    [InlineData("{json: \"{\", refuse: json.malformed}")]
    [InlineData("{json: , refuse: payload.empty}")]
    public void Json_that_gives_what_is_expected_is_green(string test) => Assert.Empty(Faults(Json, test));

    [Theory]
    [InlineData("{json: {rows: [{v: 1}]}, expect: {level: 2}}", "level: expected 2, found 1")]
    [InlineData("{json: {rows: [{v: 1, d: 1}]}, expect: {level: 1}}", "door: expected nothing, found \"open\"")]
    [InlineData("{json: {rows: [{v: 1}]}, expect: {level: 1, door: open}}", "door: expected \"open\", found nothing")]
    [InlineData("{json: {rows: [{v: 1}, {v: 2}]}, expect: {level: 1}}", "expected one reading, found 2: list them under 'readings'")]
    [InlineData("{json: {rows: [{v: 1}, {v: 2}]}, readings: [{level: 1}]}", "readings: expected 1, found 2")]
    [InlineData("{json: {rows: [{v: 1}, {v: 2}]}, readings: [{level: 1}, {level: 3}]}", "reading 2, level: expected 3, found 2")]
    [InlineData("{json: {rows: [{v: 1}]}, expect: {level: 1}, time: 2026-11-23T15:00:00Z}", "time: expected 2026-11-23T15:00:00.0000000+00:00, found nothing")]
    [InlineData("{json: {rows: [{v: 1}]}, refuse: json.shape}", "expected the refusal json.shape, but it decoded")]
    [InlineData("{json: {rows: [{v: warm}]}, expect: {}}", "refused with json.shape: @.v is \"warm\", expected a number.")]
    [InlineData("{json: {rows: [{v: warm}]}, refuse: json.malformed}", "expected the refusal json.malformed, found json.shape: @.v is \"warm\", expected a number.")]
    public void Json_that_gives_something_else_is_red(string test, string fault) => Assert.Equal(fault, Assert.Single(Faults(Json, test)));

    [Theory]
    [InlineData("{csv: \"when;kg;gate\\n2026-11-23T14:00:00Z;1204,5;north\", expect: {weight: 1204.5, gate: north}, time: 2026-11-23T14:00:00Z}", null)]
    [InlineData("{csv: \"when;kg;gate\\n;1;\\n;2;south\\n\", readings: [{weight: 1}, {weight: 2, gate: south}]}", null)]
    [InlineData("{csv: \"when;kg;gate\\n;heavy;\", refuse: csv.malformed}", null)]
    [InlineData("{csv: \"when;kg;gate\\n;1;north\", expect: {weight: 1}}", "gate: expected nothing, found \"north\"")]
    public void Rows_are_examples_too(string test, string? fault) => Assert.Equal(fault, Faults(Csv, test).SingleOrDefault());

    [Theory]
    [InlineData("{frame: \"2a48512c372c56312c33362e3523\", expect: {temperature: 36.5}}", null)]
    [InlineData("{frame: \"2a48512c372c56312c33362e3523\", expect: {temperature: 36}}", "temperature: expected 36, found 36.5")]
    [InlineData("{frame: \"2a48512c372c56312c33362e35\", refuse: frame.malformed}", null)]
    public void A_frame_of_text_is_read_as_a_row(string test, string? fault) => Assert.Equal(fault, Faults(Rows, test).SingleOrDefault());

    [Fact]
    public void A_payload_of_text_may_be_written_as_such() =>
        Assert.Empty(Faults("product: test\nmeta: {delimiter: \",\"}\nseq: [{id: t, type: dec, column: 2}]\ntests:\n  - ", "{text: \"V1,36.5,ok\", expect: {t: 36.5}}"));

    [Fact]
    public void All_readings_of_bytes_can_be_looked_at_the_oldest_first() =>
        Assert.Empty(Faults("product: test\nseq: [{id: b, type: u1}, {metric: v, type: u1, repeat: eos, samples: {step: -60}}]\ntests:\n  - ", "{hex: 09 01 02, readings: [{v: 2}, {v: 1}, {b: 9}]}"));

    [Theory]
    [InlineData("{expect: {level: 1}}", "key.missing", 7, 5)]
    [InlineData("{json: {a: 1}, csv: \"a\", expect: {level: 1}}", "test.input", 7, 25)]
    [InlineData("{json: {a: 1}}", "key.missing", 7, 5)]
    [InlineData("{json: {a: 1}, expect: {}, readings: []}", "key.missing", 7, 5)]
    [InlineData("{json: {a: 1}, expect: {}, samples: [{a: 1}]}", "test.samples", 7, 41)]
    [InlineData("{json: {a: [{[1]: 2}]}, expect: {}}", "value.type", 7, 18)]
    [InlineData("{csv: [1], expect: {}}", "value.type", 7, 11)]
    [InlineData("{jason: {a: 1}, expect: {}}", "key.unknown", 7, 6)]
    public void A_faulty_example_is_told_with_its_place(string test, string code, int line, int column)
    {
        var fault = Assert.Single(SpecDocument.Read(Join(Json, test)).Faults);
        Assert.Equal((code, line, column), (fault.Code, fault.Line, fault.Column));
    }

    [Fact]
    public void A_red_example_of_json_stands_in_the_checkup_that_publishing_asks_for()
    {
        var text = Join(Json, "{name: wrong, json: {rows: [{v: 1}]}, expect: {level: 2}}");
        var checkup = DocumentChecks.Run(DocumentKey.SpecOf(Sample.Product("test")), text, []);
        var test = Assert.Single(checkup.Tests);
        Assert.Equal(("wrong", 7, "level: expected 2, found 1"), (test.Name, test.Line, Assert.Single(test.Faults)));
    }

    private static IReadOnlyList<string> Faults(string document, string test) => Assert.Single(SpecTests.Run(Specs.Of(Join(document, test)))).Faults;

    private static string Join(string document, string test) => $"{document.TrimEnd()} {test}";
}
