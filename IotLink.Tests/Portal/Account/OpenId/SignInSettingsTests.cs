using IotLink.Portal.Account.OpenId;
using Microsoft.Extensions.Configuration;

namespace IotLink.Tests.Portal.Account.OpenId;

public class SignInSettingsTests
{
    [Fact]
    public void Nothing_said_means_our_own_accounts() => Assert.False(Read().IsOpenId);

    [Fact]
    public void The_least_there_must_be_is_who_the_service_is_and_who_we_are()
    {
        var settings = Read(("Kind", "openid"), ("OpenId:Authority", "https://id.example/pool"), ("OpenId:ClientId", "portal"));
        Assert.True(settings.IsOpenId);
        Assert.Equal("cognito:groups", settings.OpenId.GroupsClaim);
    }

    [Fact]
    public void All_faults_are_named_at_once_with_key_value_and_choice()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(
            ("Kind", "OpenId"), ("OpenId:Authority", "http://id.example"), ("OpenId:Scopes", "email"), ("OpenId:CheckSeconds", "0"), ("OpenId:LogoutUrl", "out")));
        foreach (var part in new[] { "SignIn:OpenId:Authority must be the issuer's https address (was 'http://id.example')", "SignIn:OpenId:ClientId", "'openid' (was 'email')", "1 to 3600 (was 0)", "(was 'out')" })
        {
            Assert.Contains(part, refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Cognito")]
    [InlineData("7")]
    public void A_word_that_is_no_kind_is_refused_with_those_there_are(string word) =>
        Assert.Equal($"SignIn:Kind must be Local or OpenId (was '{word}')", Assert.Throws<InvalidOperationException>(() => Read(("Kind", word))).Message);

    private static SignInSettings Read(params (string Key, string Value)[] said) => SignInSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(said.Select(s => KeyValuePair.Create($"SignIn:{s.Key}", (string?)s.Value))).Build());
}
