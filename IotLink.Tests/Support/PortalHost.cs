using System.Security.Claims;
using System.Text.Encodings.Web;
using IotLink.Core;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Health;
using IotLink.Core.Seeds;
using IotLink.Portal;
using IotLink.Portal.Account;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IotLink.Tests.Support;

/// <summary>
/// The portal as it runs, on real stores in a folder of its own and without gateways. A request says who asks with the header
/// <c>X-Test-Roles</c>; requests without it go through the real sign-in.
/// </summary>
public sealed class PortalHost : IAsyncLifetime
{
    public const string RolesHeader = "X-Test-Roles";
    public const string CustomerHeader = "X-Test-Customer";

    private readonly TempFolder _folder = new();
    private WebApplication? _app;

    public IServiceProvider Services => _app!.Services;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PortalSetup).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Development",
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Folder"] = _folder.Path, ["Storage:Relational:Provider"] = "Sqlite" });
        builder.Services.AddIotLinkCore();
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddRelationalStore(builder.Configuration);
        builder.Services.AddSingleton<ISystemStatus, StillStatus>();
        builder.AddPortal();
        builder.Services.AddAuthentication(TestAuthentication.Either)
            .AddScheme<AuthenticationSchemeOptions, TestAuthentication>(TestAuthentication.ByHeader, null)
            .AddPolicyScheme(TestAuthentication.Either, null, o => o.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey(RolesHeader) ? TestAuthentication.ByHeader : Microsoft.AspNetCore.Identity.IdentityConstants.ApplicationScheme);
        _app = builder.Build();
        _app.UsePortal();
        await _app.StartAsync();
        await DemoPlant.SeedAsync(Services.GetRequiredService<IAccountDirectory>(), CancellationToken.None);
        await DemoPlant.SeedAsync(Services.GetRequiredService<IDeviceStore>(), TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await Services.GetRequiredService<IDeviceRegistry>().RefreshAsync(CancellationToken.None);
    }

    /// <summary>A browser that follows no redirects; roles null: nobody signed in.</summary>
    public HttpClient Client(string? roles = null, CustomerId? customer = null)
    {
        var client = _app!.GetTestClient();
        client.BaseAddress = new("https://localhost");
        if (roles is not null) client.DefaultRequestHeaders.Add(RolesHeader, roles);
        if (customer is { } c) client.DefaultRequestHeaders.Add(CustomerHeader, c.Value);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class StillStatus(TimeProvider time) : ISystemStatus
    {
        public SystemSnapshot Now() => new(time.GetUtcNow(), time.GetUtcNow(), [], [], [], 0, 0, 0, TimeSpan.Zero, 0, 0);
    }

    private sealed class TestAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        public const string ByHeader = "test";
        public const string Either = "test-or-cookie";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var identity = new ClaimsIdentity(ByHeader);
            identity.AddClaim(new(ClaimTypes.NameIdentifier, "test"));
            foreach (var role in Request.Headers[RolesHeader].ToString().Split(',')) identity.AddClaim(new(ClaimTypes.Role, role));
            if (Request.Headers.TryGetValue(CustomerHeader, out var customer)) identity.AddClaim(new(ViewerClaims.Customer, customer.ToString()));
            return Task.FromResult(AuthenticateResult.Success(new(new(identity), ByHeader)));
        }
    }
}
