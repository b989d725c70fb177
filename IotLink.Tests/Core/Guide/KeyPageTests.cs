using IotLink.Core.Documents;
using IotLink.Core.Publishing;

namespace IotLink.Tests.Core.Guide;

public sealed class KeyPageTests
{
    /// <summary>After a change of a vocabulary run this test once with IOTLINK_WRITE_GUIDE=1.</summary>
    [Fact]
    public void The_page_of_keys_says_what_the_vocabularies_say() =>
        new GuidePage("spec-keys.md").Is(KeyPage.Of(Enum.GetValues<DocumentKind>().Select(DocumentLanguages.Of)));
}
