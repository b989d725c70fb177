namespace IotLink.Tests.Core.Guide;

/// <summary>Each broken document gives all its faults at once, each with its place and with what to do.</summary>
public sealed class BrokenDocumentTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. BrokenDocument.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_faults_are_told_at_once_with_place_code_and_what_to_do(string name)
    {
        var document = BrokenDocument.Of(name);
        var faults = document.Faults();
        Assert.Equal(document.Said, string.Concat(faults.Select(f => $"{f}\n")));
        Assert.Equal(document.Count, faults.Count);
        var lines = document.Text.Split('\n');
        Assert.All(faults, f =>
        {
            Assert.InRange(f.Line, 1, lines.Length);
            Assert.InRange(f.Column, 1, lines[f.Line - 1].Length + 1);
            Assert.True(f.Message.Length > 15, f.Message);
        });
    }

    [Fact]
    public void There_are_more_than_forty_of_all_kinds()
    {
        if (GuidePage.Writes) BrokenDocument.WriteAll();
        foreach (var kind in BrokenDocument.All.GroupBy(d => d.Kind)) output.WriteLine($"{kind.Key}: {kind.Count()} documents, {kind.Sum(d => d.Count)} faults");
        Assert.Equal(["contract", "formula", "rule", "spec"], BrokenDocument.All.Select(d => d.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.True(BrokenDocument.All.Count >= 40, $"{BrokenDocument.All.Count} documents");
    }
}
