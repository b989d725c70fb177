using IotLink.Core.Products;

namespace IotLink.Tests.Core.Products;

/// <summary>Everything that is wrong with a spec is listed, each with its line and column.</summary>
public sealed class SpecFaultTests
{
    private const string Head = "meta: {id: test, endian: be}\n";

    [Theory]
    [InlineData("seq: [{id: a, type: u2, skale: 0.1}]", "key.unknown", 2, 25)]
    [InlineData("seq: [{id: a, type: u2, scale: ten}]", "expr.unknown_name", 2, 32)]
    [InlineData("seq: [{id: a, type: u22}]", "type.unknown", 2, 7)]
    [InlineData("seq: [{id: a, type: u9}]", "type.unusable", 2, 21)]
    [InlineData("seq: [{id: a b, type: u1}]", "name.invalid", 2, 12)]
    [InlineData("seq: [{id: a, type: u1}, {id: a, type: u1}]", "name.duplicate", 2, 26)]
    [InlineData("seq: [{id: a, type: u1}, {id: b, metric: a, type: u1}]", "name.duplicate", 2, 26)]
    [InlineData("seq: [{id: a, type: u1, if: b > 1}]", "expr.unknown_name", 2, 29)]
    [InlineData("seq: [{id: a, type: u1, if: _left >}]", "expr.syntax", 2, 36)]
    [InlineData("seq: [{id: a, type: u1}]\ninstances: {b: {value: \"a + * 2\"}}", "expr.syntax", 3, 29)]
    [InlineData("seq: [{id: a, type: u1, if: b > 1}]\ninstances: {b: {value: _len}}", "expr.too_early", 2, 29)]
    [InlineData("seq: [{id: a, type: u1}]\ninstances: {b: {value: \"sinh(a)\"}}", "expr.unknown_function", 3, 25)]
    [InlineData("seq: [{id: a, type: u1, metric: \"x_{b}\"}]", "expr.unknown_name", 2, 37)]
    [InlineData("seq: [{id: a, type: u1, metric: \"x_{a\"}]", "template.open", 2, 36)]
    [InlineData("seq: [{id: a, type: str}]", "key.missing", 2, 7)]
    [InlineData("seq: [{id: a, type: str, size: 2, scale: 2}]", "key.unfit", 2, 42)]
    [InlineData("seq: [{id: a, type: u1, enum: nothing}]", "enum.unknown", 2, 31)]
    [InlineData("seq: [{id: a, type: u1, round: 99}]", "value.range", 2, 32)]
    [InlineData("seq: [{id: a, type: u1, clamp: [9, 1]}]", "value.type", 2, 32)]
    [InlineData("seq: [{id: a, type: u1, repeat: forever}]", "value.type", 2, 33)]
    [InlineData("seq: [{id: a, type: u1, repeat: expr}]", "key.missing", 2, 33)]
    [InlineData("seq: [{id: a, type: datetime(unix), format: Q}]", "value.type", 2, 45)]
    [InlineData("seq: [{type: {switch-on: 1, cases: {x: []}}}]", "value.type", 2, 37)]
    [InlineData("seq: [{id: s, type: str, size: 1}, {type: {switch-on: s, cases: {A: [], A: []}}}]", "yaml.syntax", 2, 73)]
    [InlineData("seq: [{id: a, type: u1, terminator: 300}]", "value.range", 2, 37)]
    [InlineData("seq: [{id: a, type: u1, value: \"'x'\"}]", "expr.type", 2, 33)]
    [InlineData("seq: [{id: a, type: f4, sign: magnitude}]", "key.unfit", 2, 31)]
    [InlineData("seq: [{id: a, type: f4, checksum: {kind: sum8}}]", "key.unfit", 2, 35)]
    [InlineData("seq: [{id: a, type: u1, checksum: {kind: sum9}}]", "framing.checksum", 2, 42)]
    [InlineData("seq: [{id: a, type: u1, samples: true}]", "key.missing", 2, 34)]
    [InlineData("seq: [{id: a, type: u1, repeat: eos, samples: {step: 1, ago: 2}}]", "key.conflict", 2, 47)]
    [InlineData("seq: [{id: a, type: u1, utc-offset: 9}]", "key.unfit", 2, 37)]
    [InlineData("seq: [{id: a, type: datetime(unix), utc-offset: \"+9:000\"}]", "expr.syntax", 2, 50)]
    [InlineData("seq: [{id: a, type: u1, piecewise: [{scale: 2}, {below: 9}]}]", "value.range", 2, 57)]
    [InlineData("seq: [{id: a, type: u1, lookup: {x: 1}}]", "value.type", 2, 34)]
    [InlineData("seq: [{id: a, type: \"float(1, 5, 11)\"}]", "type.unusable", 2, 21)]
    [InlineData("seq: [{id: a, type: dec}]", "key.missing", 2, 7)]
    [InlineData("seq: [{size: 2, process: rot13}]", "value.type", 2, 26)]
    [InlineData("seq: [{id: a, type: u1, seq: []}]", "key.conflict", 2, 30)]
    [InlineData("seq: [{id: t, type: datetime}]", "key.missing", 2, 21)]
    [InlineData("seq: [{type: {cases: {1: []}}}]", "key.missing", 2, 14)]
    [InlineData("seq: [{type: one}]\ntypes: {one: {seq: [{type: two}]}, two: {seq: [{type: one}]}}", "type.cycle", 3, 48)]
    [InlineData("seq: [{type: one(1)}]\ntypes: {one: {seq: [{type: u1}]}}", "type.arguments", 2, 7)]
    [InlineData("seq: []\ntypes: {u2: {seq: []}}", "type.builtin", 3, 13)]
    [InlineData("transport: tcp", "key.missing", 1, 1)]
    [InlineData("seq: {}", "value.type", 2, 6)]
    [InlineData("seq: []\ntests: [{hex: abc, expect: {}}]", "value.type", 3, 15)]
    [InlineData("seq: []\ntests: [{hex: ab}]", "key.missing", 3, 9)]
    [InlineData("seq: []\nproduct: a/b", "value.type", 3, 10)]
    [InlineData("messages: [{fport: 999, seq: []}]", "value.range", 2, 20)]
    [InlineData("seq: [", "yaml.syntax", 3, 1)]
    public void A_fault_names_its_place(string text, string code, int line, int column)
    {
        var document = SpecDocument.Read(Head + text);
        Assert.Null(document.Spec);
        Assert.Equal([(code, line, column)], document.Faults.Select(f => (f.Code, f.Line, f.Column)));
    }

    [Fact]
    public void All_faults_are_listed_in_the_order_of_the_text()
    {
        var document = SpecDocument.Read("meta: {id: test}\nseq:\n  - {id: a, type: u2}\n  - {id: b, type: u1, scale: [x], roundd: 1}\nextra: 1\n");
        Assert.Equal(["type.unusable", "value.type", "key.unknown", "key.unknown"], document.Faults.Select(f => f.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("- 1")]
    [InlineData("\0")]
    [InlineData("meta: &a {id: *a}")]
    public void Any_text_gives_faults_and_no_exception(string text) => Assert.NotEmpty(SpecDocument.Read(text).Faults);

    [Fact]
    public void A_text_nested_without_end_is_a_fault() =>
        Assert.Equal(["yaml.depth"], SpecDocument.Read(new string('[', 100_000)).Faults.Select(f => f.Code));

    [Fact]
    public void A_text_that_contains_itself_is_a_fault() =>
        Assert.Equal(["yaml.alias"], SpecDocument.Read(Head + "seq: &s [{type: {switch-on: 1, cases: {1: *s}}}]").Faults.Select(f => f.Code));

    [Fact]
    public void Types_that_multiply_without_measure_are_refused()
    {
        var types = string.Concat(Enumerable.Range(0, 12).Select(i => $"  t{i}: {{seq: [{string.Join(", ", Enumerable.Repeat($"{{type: t{i + 1}}}", 9))}]}}\n"));
        var document = SpecDocument.Read($"{Head}seq: [{{type: t0}}]\ntypes:\n{types}  t12: {{seq: [{{type: u1}}]}}\n");
        Assert.Equal(["spec.too_large"], document.Faults.Select(f => f.Code));
    }

    [Fact]
    public void The_texts_of_an_enum_stay_texts_whatever_yaml_takes_them_for()
    {
        var spec = SpecDocument.Read(Head + "seq: [{id: a, type: u1, enum: {0: Off, 1: On, 2: No, 3: yes, 4: 1.0}}]").Spec;
        Assert.Equal(["Off", "On", "No", "yes", "1.0"], spec!.Body.Fields[0].Enum!.Names.Values);
    }
}
