using System.Text.Unicode;
using IotLink.Core.Adapters;
using IotLink.Core.Adapters.Relational;
using IotLink.Ingest.Gateways.Rest;
using IotLink.Portal.Account;
using IotLink.Portal.Account.OpenId;
using IotLink.Portal.Api;
using IotLink.Portal.Features.Actions;
using IotLink.Portal.Features.Alarms;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Features.Rules;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using MudBlazor;
using MudBlazor.Services;

namespace IotLink.Portal;

/// <summary>What the portal is made of, and the way of a request through it.</summary>
public static class PortalSetup
{
    /// <summary>Bytes: the longest document, Korean letters and escapes included.</summary>
    private const long LongestText = 4 * Core.Documents.DocumentText.MaxLength;

    /// <summary>Needs the core's desks, stores and live feed from elsewhere.</summary>
    public static WebApplicationBuilder AddPortal(this WebApplicationBuilder builder)
    {
        builder.Services.AddPages().AddSignIn(builder.Environment, SignInSettings.Read(builder.Configuration)).AddLanguages(builder.Configuration).AddApi();
        return builder;
    }

    public static WebApplication UsePortal(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseResponseCompression();
        app.UseSecurityHeaders();
        app.UseWhen(context => !ApiAccess.IsApi(context.Request), pages => pages.UseStatusCodePagesWithReExecute(Places.NotFound));
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<PlaceGate>();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapAccount();
        if (app.Services.GetRequiredService<IOptions<SignInSettings>>().Value.IsOpenId) app.MapOpenId();
        app.MapAlarmLinks();
        app.MapPortalApi();
        app.MapTrendApi();
        app.MapAnalysisApi();
        app.MapSchemaApi();
        app.MapJobApi();
        app.MapOpenApi();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = "'none'");
        return app;
    }

    private static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(o => o.MaximumReceiveMessageSize = LongestText); // a document comes from the editor in one piece
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new(UnicodeRanges.All)); // Korean as it is, not six bytes a letter
        services.AddMudServices(o => o.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter);
        services.AddResponseCompression(o =>
        {
            // Over HTTPS too: no page mixes a secret with what a stranger may choose, which is what BREACH needs.
            o.EnableForHttps = true;
            o.MimeTypes = ResponseCompressionDefaults.MimeTypes;
        });
        services.AddMessageLinks();
        services.AddSingleton<ProductSpecs>().AddSingleton<AlarmTitles>();
        services.AddScoped<ActionWords>().AddScoped<AlarmWords>().AddScoped<AlarmStory>().AddScoped<RuleSentence>().AddScoped<DeviceLines>().AddScoped<MetricCurves>().AddScoped<FrameReader>();
        return services;
    }

    private static IServiceCollection AddSignIn(this IServiceCollection services, IHostEnvironment environment, SignInSettings options)
    {
        services.AddSingleton(Options.Create(options));
        var authentication = services.AddAuthentication(IdentityConstants.ApplicationScheme);
        authentication.AddIdentityCookies();
        services.AddIdentityCore<Core.Accounts.Account>(o =>
        {
            o.Password.RequiredLength = 10;
            o.Password.RequireNonAlphanumeric = o.Password.RequireUppercase = false;
            o.Lockout.MaxFailedAccessAttempts = 5;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddSignInManager().AddRelationalIdentityStores();
        services.Replace(ServiceDescriptor.Scoped<IUserClaimsPrincipalFactory<Core.Accounts.Account>, AccountClaims>());
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.ConfigureApplicationCookie(o =>
        {
            o.LoginPath = Places.SignIn;
            o.Cookie.Name = "il-session";
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.ExpireTimeSpan = TimeSpan.FromHours(12);
            o.SlidingExpiration = true;
            ApiAccess.AnswerInCodes(o);
        });
        services.AddDataProtection().SetApplicationName("IotLink");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<StorageOptions>, ILoggerFactory>((keys, storage, logs) =>
            keys.XmlRepository = new FileSystemXmlRepository(new(Path.Combine(storage.Value.Folder, "keys")), logs));
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        if (options.IsOpenId)
        {
            authentication.AddOpenId(options.OpenId);
            services.AddScoped<AuthenticationStateProvider, OpenIdCircuit>();
        }

        services.AddRateLimiter(SignInLimit.Configure);
        services.AddSingleton<FirstAdministrator>().AddHostedService<FirstAdministratorLink>();
        services.TryAddSingleton(environment.IsDevelopment() ? DemoSignIns.OfThePlant() : new DemoSignIns([]));
        return services;
    }

    private static IServiceCollection AddLanguages(this IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddLocalization();
        services.AddOptions<SiteOptions>().Bind(configuration.GetSection(SiteOptions.Section))
            .Validate(o => TimeZoneInfo.TryFindSystemTimeZoneById(o.TimeZone, out _), $"{SiteOptions.Section}:TimeZone must be an IANA time zone, like Asia/Seoul")
            .ValidateOnStart();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SiteClock>().AddSingleton<Words>();
        services.AddTransient<MudLocalizer, MudTexts>();
        return services;
    }

    private static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<IWebViewer, WebViewer>();
        services.AddProblemDetails();
        services.AddAuthorizationBuilder().AddPolicy(ApiAccess.Policy, p => p.RequireAuthenticatedUser());
        services.AddOpenApi();
    }
}
