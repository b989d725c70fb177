using System.Net;
using System.Text.RegularExpressions;

namespace IotLink.Tests.Support;

/// <summary>As much of a browser as a form needs: it keeps cookies and sends a page's hidden fields back.</summary>
public sealed partial class Browser(HttpClient client) : IDisposable
{
    private readonly CookieContainer _cookies = new();

    public async Task<HttpResponseMessage> GetAsync(string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await SendAsync(request);
    }

    public async Task<HttpResponseMessage> PostAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        return await SendAsync(request);
    }

    public async Task<HttpResponseMessage> SignInAsync(string user, string password, string? returnUrl = null)
    {
        var address = "/account/sign-in" + (returnUrl is null ? "" : "?ReturnUrl=" + Uri.EscapeDataString(returnUrl));
        using var page = await GetAsync(address);
        var html = await page.Content.ReadAsStringAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value,
                ["Form.UserName"] = user,
                ["Form.Password"] = password,
            }),
        };
        return await SendAsync(request);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var uri = new Uri(client.BaseAddress!, request.RequestUri!);
        if (_cookies.GetCookieHeader(uri) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
        var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set)) foreach (var cookie in set) _cookies.SetCookies(uri, cookie);
        return response;
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
