using CsCheck;
using IotLink.Core.Documents;

namespace IotLink.Tests.Core.Documents;

public sealed class LineDiffTests
{
    private static readonly Gen<string> Text = Gen.Int[0, 3].Select(n => $"line {n}").List[0, 12].Select(lines => string.Join('\n', lines));

    [Fact]
    public void A_changed_line_is_taken_out_and_put_in_at_its_place()
    {
        var diff = LineDiff.Between("a\nb\nc\n", "a\nB\nc\nd\n");
        Assert.Equal(
            [new(DiffKind.Same, 1, 1, "a"), new(DiffKind.Removed, 2, null, "b"), new(DiffKind.Added, null, 2, "B"), new(DiffKind.Same, 3, 3, "c"), new(DiffKind.Added, null, 4, "d")],
            diff);
    }

    [Fact]
    public void Either_text_comes_back_out_of_the_difference() => Gen.Select(Text, Text).Sample((before, after) =>
    {
        var diff = LineDiff.Between(before, after);
        Assert.Equal(DocumentText.Normalize(before), Of(diff.Where(l => l.Kind != DiffKind.Added)));
        Assert.Equal(DocumentText.Normalize(after), Of(diff.Where(l => l.Kind != DiffKind.Removed)));
        Assert.Equal(diff.Where(l => l.Before is not null).Select((_, n) => n + 1), diff.Select(l => l.Before).OfType<int>());
        Assert.Equal(diff.Where(l => l.After is not null).Select((_, n) => n + 1), diff.Select(l => l.After).OfType<int>());
    });

    [Fact]
    public void Equal_texts_have_no_difference_whatever_their_line_ends() =>
        Assert.All(LineDiff.Between("a\r\nb", "a\nb\n\n"), line => Assert.Equal(DiffKind.Same, line.Kind));

    private static string Of(IEnumerable<DiffLine> lines) => string.Concat(lines.Select(l => l.Text + "\n"));
}
