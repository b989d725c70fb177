using System.Globalization;
using IotLink.Core.Live;
using IotLink.Portal.Features.Alarms;
using IotLink.Portal.Localization;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace IotLink.Tests.Portal.Controls;

/// <summary>What controls need around them: words, a still clock, a browser that answers nothing.</summary>
internal sealed class ControlContext : Bunit.BunitContext
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 5, 3, 21, TimeSpan.Zero);

    public ControlContext(string language = "en")
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        JSInterop.Mode = Bunit.JSRuntimeMode.Loose;
        var time = new FakeTimeProvider(Now);
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton<ILiveFeed>(new LiveFeed(time, NullLogger<LiveFeed>.Instance));
        Services.AddSingleton(Options.Create(new SiteOptions()));
        Services.AddSingleton<SiteClock>().AddSingleton<Words>().AddSingleton(new AlarmTitles(CataloguePlans.None)).AddScoped<AlarmWords>();
    }
}
