using IotLink.Core.Documents;
using IotLink.Core.Publishing;

namespace IotLink.Tests.Core.Publishing;

public sealed class DocumentFolderTests
{
    [Theory]
    [InlineData("spec/prod-a/main", "prod-a/spec.yaml")]
    [InlineData("contract/prod-a/main", "prod-a/contract.yaml")]
    [InlineData("rule/prod-a/too:hot", "prod-a/rule/too%3Ahot.yaml")]
    [InlineData("formula/_/for-all", "_/formula/for-all.yaml")]
    public void A_document_has_its_place_and_the_place_its_document(string key, string path)
    {
        Assert.Equal(path, DocumentFolder.PathOf(DocumentKey.Parse(key, null)));
        Assert.True(DocumentFolder.TryKeyOf(path, out var found));
        Assert.Equal(key, found.ToString());
    }

    [Theory]
    [InlineData("prod-a/rule.yaml")]
    [InlineData("prod-a/spec/main.yaml")]
    [InlineData("prod-a/spec.yml")]
    [InlineData("prod-a/Spec.yaml")]
    [InlineData("_/rule/x.yaml")]
    [InlineData("a/b/c/d.yaml")]
    [InlineData("spec.yaml")]
    public void Other_files_are_none_of_ours(string path) => Assert.False(DocumentFolder.TryKeyOf(path, out _));
}
