using System.Text.RegularExpressions;
using IotLink.Tests.Support;

namespace IotLink.Tests.Architecture;

/// <summary>A page that points nowhere is worse than none.</summary>
public sealed partial class DocumentLinkTests
{
    [Fact]
    public void Every_relative_link_in_the_documents_leads_to_a_file()
    {
        var documents = Repository.Files("*.md").ToArray();
        var links = documents.SelectMany(document => Link().Matches(File.ReadAllText(document))
            .Select(match => match.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal) && !to.StartsWith('#'))
            .Select(to => (document, to))).ToArray();

        Assert.NotEmpty(links);
        Assert.Empty(links.Where(link => !Leads(link.document, link.to)).Select(link => $"{Path.GetRelativePath(Repository.Root, link.document)} -> {link.to}"));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_noticed() =>
        Assert.False(Leads(Path.Combine(Repository.Root, "README.md"), "docs/no-such-page.md"));

    private static bool Leads(string document, string link)
    {
        var path = Path.Combine(Path.GetDirectoryName(document)!, link.Split('#')[0]);
        return File.Exists(path) || Directory.Exists(path);
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
