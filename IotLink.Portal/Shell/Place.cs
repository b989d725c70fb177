using IotLink.Core.Accounts;

namespace IotLink.Portal.Shell;

/// <summary>One page of the portal and who may be there.</summary>
/// <param name="Template">The page's route as its <c>@page</c> says it.</param>
/// <param name="Perspective">The shell it belongs to; null for pages outside the shells.</param>
/// <param name="Permission">What one must be allowed; null when being signed in, or nothing, is enough.</param>
/// <param name="Menu">Its name in the menu (a key of <c>Places.resx</c>); null when it is not in the menu.</param>
/// <param name="Icon">The menu's icon.</param>
public sealed record Place(string Template, Perspective? Perspective, Permission? Permission, string? Menu = null, string? Icon = null)
{
    /// <summary>Anybody may come here, signed in or not.</summary>
    public bool IsOpen => Perspective is null;

    /// <summary>Whether somebody with these rights finds this page. A page one may not use does not exist for them.</summary>
    public bool Admits(Viewer viewer) =>
        Perspective is not { } perspective
        || (viewer.Perspectives.Contains(perspective) && (Permission is not { } permission || viewer.As(perspective).May(permission)));
}
