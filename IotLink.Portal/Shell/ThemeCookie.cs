namespace IotLink.Portal.Shell;

/// <summary>Where a browser keeps the choice between light and dark. Written by <c>js/theme.js</c>; absent: the system's own.</summary>
internal static class ThemeCookie
{
    public const string Name = "il-theme";

    /// <summary>What somebody chose in this browser; null when nobody has.</summary>
    public static string? ChosenIn(HttpRequest request) => request.Cookies[Name] is "dark" or "light" ? request.Cookies[Name] : null;

    /// <summary>The browser's own script reads and writes it, so it is not hidden from scripts.</summary>
    public static void Keep(HttpResponse response, string theme) => response.Cookies.Append(
        Name, theme, new() { MaxAge = TimeSpan.FromDays(400), IsEssential = true, SameSite = SameSiteMode.Lax });
}
