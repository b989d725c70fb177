using MudBlazor;

namespace IotLink.Portal.Shell;

/// <summary>MudBlazor in our colours; the same values as <c>css/tokens.css</c>, which everything of ours reads.</summary>
internal static class Theme
{
    private static readonly string[] Fonts = ["Pretendard Variable", "Pretendard", "system-ui", "Noto Sans KR", "sans-serif"];

    public static MudTheme Value { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0B5CAD",
            PrimaryContrastText = "#FFFFFF",
            Secondary = "#4A5665",
            Background = "#F5F7FA",
            Surface = "#FFFFFF",
            TextPrimary = "#1B2430",
            TextSecondary = "#4A5665",
            LinesDefault = "#DDE3EA",
            LinesInputs = "#8794A3",
            Divider = "#DDE3EA",
            TableLines = "#DDE3EA",
            ActionDefault = "#4A5665",
            Error = "#9B0F3C",
            Success = "#2E9E78",
            AppbarBackground = "#FFFFFF",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#6CB2FF",
            PrimaryContrastText = "#0B1622",
            Secondary = "#A9B4C0",
            Background = "#10151C",
            Surface = "#18202A",
            TextPrimary = "#E6EBF1",
            TextSecondary = "#A9B4C0",
            LinesDefault = "#2C3744",
            LinesInputs = "#7C8A99",
            Divider = "#2C3744",
            TableLines = "#2C3744",
            ActionDefault = "#A9B4C0",
            Error = "#FF8FA8",
            Success = "#4FD1B5",
            AppbarBackground = "#18202A",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "14px", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "14px", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
        },
    };
}
