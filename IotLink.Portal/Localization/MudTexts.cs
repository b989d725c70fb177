using Microsoft.Extensions.Localization;
using MudBlazor;

namespace IotLink.Portal.Localization;

/// <summary>MudBlazor's own texts in our words; what is not there stays MudBlazor's English.</summary>
internal sealed class MudTexts(IStringLocalizer<MudTexts> texts) : MudLocalizer
{
    public override LocalizedString this[string key] => texts[key];

    public override LocalizedString this[string key, params object[] arguments] => texts[key, arguments];
}
