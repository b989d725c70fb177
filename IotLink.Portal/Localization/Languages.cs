using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace IotLink.Portal.Localization;

/// <summary>The two languages, and where a person's choice is kept between visits.</summary>
public static class Languages
{
    public const string Korean = "ko";
    public const string English = "en";
    public const string Cookie = "il-lang";

    public static readonly string[] All = [Korean, English];

    /// <summary>The language shown now.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == English ? English : Korean;

    public static string Other => Current == Korean ? English : Korean;

    /// <summary>What somebody chose in this browser; null when nobody has.</summary>
    public static string? ChosenIn(HttpRequest request) =>
        request.Cookies[Cookie] is { } cookie && CookieRequestCultureProvider.ParseCookieValue(cookie)?.UICultures is [{ Value: { } language }, ..] && All.Contains(language)
            ? language
            : null;

    public static void Keep(HttpResponse response, string language) => response.Cookies.Append(
        Cookie,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
        new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(400),
            IsEssential = true,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = response.HttpContext.Request.IsHttps,
        });

    internal static void Configure(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(Korean).AddSupportedCultures(All).AddSupportedUICultures(All);
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie }, new AcceptLanguageHeaderRequestCultureProvider()];
    }
}
