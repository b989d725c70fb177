using System.Net;
using System.Text.RegularExpressions;
using IotLink.Core.Seeds;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Account;

/// <summary>The real sign-in: form, antiforgery, cookie, lock-out.</summary>
public sealed partial class SignInTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_demo_account_signs_in_and_lands_at_its_start_page()
    {
        using var browser = new Browser(host.Client());

        using var answer = await browser.SignInAsync("ops", DemoPlant.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var home = await browser.GetAsync("/");

        Assert.Equal("/s/alarms", home.Headers.Location?.OriginalString);
        using var page = await browser.GetAsync("/s/alarms");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_the_text_tells_nothing()
    {
        using var browser = new Browser(host.Client());
        var texts = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await browser.SignInAsync("tech", "not-the-password");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            texts.Add(Problem(await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }

        using var right = await browser.SignInAsync("tech", DemoPlant.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, right.StatusCode);
        texts.Add(Problem(await right.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        using var unknown = await browser.SignInAsync("nobody-at-all", DemoPlant.Password);
        texts.Add(Problem(await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Single(texts);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = host.Client();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["Form.UserName"] = "ops", ["Form.Password"] = DemoPlant.Password });
        using var answer = await client.PostAsync("/account/sign-in", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task A_foreign_address_to_return_to_is_not_followed(string address)
    {
        using var browser = new Browser(host.Client());
        using var answer = await browser.SignInAsync("lab", DemoPlant.Password, address);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain("evil", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sites_link_does_not_sign_anybody_out()
    {
        using var browser = new Browser(host.Client());
        using var signedIn = await browser.SignInAsync("exec", DemoPlant.Password);
        using var foreign = await browser.GetAsync("/account/sign-out", ("Sec-Fetch-Site", "cross-site"));
        using var still = await browser.GetAsync("/s/alarms");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);

        using var own = await browser.GetAsync("/account/sign-out", ("Sec-Fetch-Site", "same-origin"));
        using var gone = await browser.GetAsync("/s/alarms");
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
    }

    [Fact]
    public async Task A_language_is_kept_and_said()
    {
        using var browser = new Browser(host.Client());
        using var chosen = await browser.GetAsync("/account/language/en?ReturnUrl=%2Faccount%2Fsign-in");
        using var page = await browser.GetAsync("/account/sign-in");
        Assert.Contains("<html lang=\"en\"", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theme_chosen_in_one_browser_is_there_in_the_next()
    {
        using var first = new Browser(host.Client());
        using var signedIn = await first.SignInAsync("author", DemoPlant.Password);
        using var chosen = await first.PostAsync("/account/theme/dark");
        Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);

        using var second = new Browser(host.Client());
        using var again = await second.SignInAsync("author", DemoPlant.Password);
        using var page = await second.GetAsync("/l");
        Assert.Contains("data-theme=\"dark\"", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_allows_inline_scripts_or_framing()
    {
        using var page = await host.Client().GetAsync("/account/sign-in", TestContext.Current.CancellationToken);
        var policy = string.Join(' ', page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotMatch("<script(?![^>]*src=)", html);
    }

    private static string Problem(string html) => ProblemText().Match(html) is { Success: true } m ? m.Groups[1].Value : throw new Xunit.Sdk.XunitException("no problem shown");

    [GeneratedRegex("class=\"il-problem\"[^>]*>([^<]+)<")]
    private static partial Regex ProblemText();
}
