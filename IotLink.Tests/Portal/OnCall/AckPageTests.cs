using System.Text.RegularExpressions;
using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Notifications;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Person = IotLink.Core.Accounts.Account;

namespace IotLink.Tests.Portal.OnCall;

/// <summary>The link in a message, opened by a browser in which nobody has signed in.</summary>
public sealed partial class AckPageTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IAlarmStore Alarms => host.Services.GetRequiredService<IAlarmStore>();

    [Fact]
    public async Task Looking_changes_nothing_and_the_button_acknowledges_as_the_person()
    {
        var alarm = await RaiseAsync("prod-a-0001");
        using var browser = host.Client();
        var address = await LinkAsync(alarm, "ops");

        var page = await browser.GetAsync(address, Ct);
        var html = await page.Content.ReadAsStringAsync(Ct);
        Assert.Contains("prod-a-0001", html, StringComparison.Ordinal);
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Null((await FindAsync(alarm)).AcknowledgedAt);

        var after = await PressAsync(browser, address, page);

        Assert.Equal("김하늘", (await FindAsync(alarm)).AcknowledgedBy);
        Assert.Contains("김하늘", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_account_s_link_shows_nothing_and_does_nothing()
    {
        var alarm = await RaiseAsync("prod-a-0002");
        using var browser = host.Client();
        var address = await LinkAsync(alarm, "dispatch");
        var before = await browser.GetAsync(address, Ct);
        await WithAccountAsync("dispatch", a => a.LockoutEnd = DateTimeOffset.MaxValue.AddDays(-1));

        try
        {
            var html = await browser.GetStringAsync(address, Ct);
            Assert.DoesNotContain("prod-a-0002", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", html, StringComparison.Ordinal);

            await PressAsync(browser, address, before); // a page that was open before
            Assert.Null((await FindAsync(alarm)).AcknowledgedAt);
        }
        finally
        {
            await WithAccountAsync("dispatch", a => a.LockoutEnd = null);
        }
    }

    [Fact]
    public async Task Who_may_look_but_not_acknowledge_sees_the_alarm_without_a_button()
    {
        var alarm = await RaiseAsync("prod-a-0003");
        using var browser = host.Client();

        var html = await browser.GetStringAsync(await LinkAsync(alarm, "tech"), Ct);

        Assert.Contains("prod-a-0003", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_s_or_a_forged_link_leads_nowhere()
    {
        var alarm = await RaiseAsync("prod-a-0004");
        using var browser = host.Client();
        var address = await LinkAsync(alarm, "ops");

        foreach (var wrong in new[] { await LinkAsync(alarm, "hanbit"), address[..^4] + "AAAA", "/a/ack", "/a/ack?token=x.y" })
        {
            var html = await browser.GetStringAsync(wrong, Ct);
            Assert.DoesNotContain("prod-a-0004", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        }
    }

    private async Task<AlarmId> RaiseAsync(string device) => (await Alarms.ApplyAsync([Plant.Change(device, true, device[^1])], Ct))[0].Id;

    private async Task<Alarm> FindAsync(AlarmId alarm) => (await Alarms.FindAsync(DeviceScope.All, alarm, Ct))!.Alarm;

    private async Task<string> LinkAsync(AlarmId alarm, string user)
    {
        var account = (await host.Services.GetRequiredService<IAccountDirectory>().ListAsync(Ct)).Single(a => a.UserName == user);
        var url = host.Services.GetRequiredService<LinkSigner>().AcknowledgeUrl(alarm.Value, account.Id, TimeProvider.System.GetUtcNow());
        return new Uri(url).PathAndQuery;
    }

    private async Task WithAccountAsync(string user, Action<Person> change)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var account = (await users.FindByNameAsync(user))!;
        change(account);
        Assert.True((await users.UpdateAsync(account)).Succeeded);
    }

    private static async Task<string> PressAsync(HttpClient browser, string address, HttpResponseMessage page)
    {
        var html = await page.Content.ReadAsStringAsync(Ct);
        var form = Hidden().Matches(html).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        if (page.Headers.TryGetValues("Set-Cookie", out var cookies)) request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => c.Split(';')[0])));
        using var answer = await browser.SendAsync(request, Ct);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
