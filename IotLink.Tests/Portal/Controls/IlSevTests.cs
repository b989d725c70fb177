using Bunit;
using IotLink.Core.Rules;
using IotLink.Portal.Controls;

namespace IotLink.Tests.Portal.Controls;

public sealed class IlSevTests
{
    [Theory]
    [InlineData("ko")]
    [InlineData("en")]
    public async Task Every_severity_has_a_word_of_its_own_and_four_have_a_shape_of_their_own(string language)
    {
        await using var context = new ControlContext(language);
        var chips = Enum.GetValues<Severity>().Select(s => context.Render<IlSev>(p => p.Add(c => c.Severity, s))).ToList();

        Assert.Equal(5, chips.Select(c => c.Find(".il-sev").TextContent.Trim()).Distinct().Count());
        Assert.Equal(4, chips.Select(c => c.Find("svg").InnerHtml).Distinct().Count());
    }
}
