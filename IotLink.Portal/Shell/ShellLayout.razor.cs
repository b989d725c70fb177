using IotLink.Portal.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace IotLink.Portal.Shell;

/// <summary>The frame of every page: top bar, menu, content. Shows only what the person holds.</summary>
public sealed partial class ShellLayout
{
    private IJSObjectReference? _module;
    private bool _dark;
    private bool _menuOpen;

    [CascadingParameter]
    private Visit? Visit { get; set; }

    private bool IsSignedIn => Visit?.Person.UserId is { Length: > 0 };

    /// <summary>The page without its filters: what decides whether this is another page.</summary>
    private string CurrentAddress => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];

    private string LanguageAddress =>
        $"/account/language/{Languages.Other}?ReturnUrl={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}";

    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Shell/ShellLayout.razor.js");
        _dark = await _module.InvokeAsync<bool>("isDark");
        StateHasChanged();
    }

    private async Task SwitchThemeAsync()
    {
        _dark = !_dark;
        if (_module is not null) await _module.InvokeVoidAsync("setDark", _dark);
    }

    private void ToggleMenu() => _menuOpen = !_menuOpen;

    private void CloseMenu() => _menuOpen = false;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => InvokeAsync(StateHasChanged);

    private static NavLinkMatch MatchOf(Place place) => place.Template.Count(c => c == '/') > 1 ? NavLinkMatch.Prefix : NavLinkMatch.All;

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        await _module.DisposeQuietlyAsync();
    }
}
