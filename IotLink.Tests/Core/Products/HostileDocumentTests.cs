using CsCheck;
using IotLink.Core.Conversion;
using IotLink.Core.Products;

namespace IotLink.Tests.Core.Products;

/// <summary>Authors make every mistake there is: a text gives a spec that runs, or faults with their places; never an exception.</summary>
public sealed class HostileDocumentTests
{
    private static readonly string[] Words =
        ["seq", "type: record", "repeat: eos", "if: _left", "u2", "b3", "{", "}", "[", "]", ": ", "- ", "\n", "\n  ", "''", "\"", "_", "0x", "-1", "1e400", "size: ", "~", "&a ", "*a", "|", ">-", "\t", "switch-on: tag", "(", ")", "{tag}"];

    public static TheoryData<string> Files => [.. ProductCatalog.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_spec_with_any_slip_of_the_pen_reads_or_lists_its_faults(string file)
    {
        var text = ProductCatalog.Read(file).Source;
        var slip = Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 12], Gen.Int[-1, Words.Length - 1]);
        slip.Array[1, 3].Sample(slips =>
        {
            var changed = slips.Aggregate(text, (t, s) => Slip(t, s.Item1, s.Item2, s.Item3));
            var document = SpecDocument.Read(changed);
            Assert.Equal(document.Spec is null, document.Faults.Count > 0);
            Assert.All(document.Faults, f => Assert.True(f.Line >= 1 && f.Column >= 1, f.ToString()));
            if (document.Spec is { } spec) SpecTests.Run(CompiledSpec.Compile(spec, new(spec.Product)));
        }, iter: 150);
    }

    [Fact]
    public void A_key_without_a_name_is_a_fault_with_a_place()
    {
        var fault = Assert.Single(SpecDocument.Read("product: a\nmessages:\n  - : measurement\n    fport: 2\n").Faults);
        Assert.Equal(("yaml.syntax", 3), (fault.Code, fault.Line));
    }

    private static string Slip(string text, int at, int removed, int word)
    {
        var from = Math.Min(at, text.Length);
        var to = Math.Min(text.Length, from + removed);
        return text[..from] + (word < 0 ? "" : Words[word]) + text[to..];
    }
}
