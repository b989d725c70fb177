namespace IotLink.Portal.Shell;

/// <summary>Where a browser keeps the choice between light and dark. Written by <c>js/theme.js</c>; absent: the system's own.</summary>
internal static class ThemeCookie
{
    public const string Name = "il-theme";
}
