using System.Net;
using System.Security.Claims;
using System.Text.Json;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Health;
using IotLink.Portal.Account.OpenId;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IotLink.Tests.Portal.Account.OpenId;

public sealed class SessionKeeperTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private const string Issuer = "https://id.example";

    private static readonly SymmetricSecurityKey Key = new(new byte[32]);

    private readonly FakeTimeProvider _clock = new(Sample.Noon);
    private readonly Service _service = new();
    private SessionTickets _tickets = null!;
    private SessionKeeper _keeper = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AccountDirectory Directory => new(place.Database, new PasswordHasher<IotLink.Core.Accounts.Account>());

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        var options = Options.Create(new SignInSettings { Kind = SignInKind.OpenId, OpenId = new() { Authority = Issuer, ClientId = "portal", CheckSeconds = 60, GraceMinutes = 10, SessionHours = 2 } });
        var sessions = new SessionStore(place.Database);
        _tickets = new(sessions, new EphemeralDataProtectionProvider(), options, _clock);
        _keeper = new(sessions, _tickets, new(new Monitor(_service), _clock), Directory, options, _clock, NullLogger<SessionKeeper>.Instance);
    }

    public ValueTask DisposeAsync()
    {
        _service.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_service_is_asked_once_in_a_while_and_each_time_with_the_newest_token()
    {
        var person = await SignInAsync();
        Assert.True(await _keeper.StandsAsync(person, Ct));
        Assert.Empty(_service.Asked);
        for (var minute = 1; minute <= 3; minute++)
        {
            _clock.Advance(TimeSpan.FromSeconds(60));
            _service.Answer = (HttpStatusCode.OK, new { access_token = "a", refresh_token = $"r{minute}", expires_in = 3600 });
            for (var look = 0; look < 3; look++) Assert.True(await _keeper.StandsAsync(person, Ct));
        }

        Assert.Equal(["r0", "r1", "r2"], _service.Asked);
    }

    [Fact]
    public async Task Who_is_revoked_is_out_for_good()
    {
        var person = await SignInAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        _service.Answer = (HttpStatusCode.BadRequest, new { error = "invalid_grant" });
        Assert.False(await _keeper.StandsAsync(person, Ct));
        _service.Answer = (HttpStatusCode.OK, new { });
        Assert.False(await _keeper.StandsAsync(person, Ct));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, "\"busy\"")]
    [InlineData(HttpStatusCode.BadRequest, "{\"error\":\"invalid_client\"}")]
    public async Task While_the_service_is_no_use_people_stay_for_the_grace_and_the_system_page_says_so(HttpStatusCode status, string answer)
    {
        var person = await SignInAsync();
        _service.Answer = (status, JsonDocument.Parse(answer).RootElement);
        for (var minute = 1; minute < 10; minute++)
        {
            _clock.Advance(TimeSpan.FromSeconds(60));
            Assert.True(await _keeper.StandsAsync(person, Ct), $"minute {minute}");
        }

        Assert.Equal(PartState.Degraded, _keeper.Status.State);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(await _keeper.StandsAsync(person, Ct));
    }

    [Fact]
    public async Task A_service_that_comes_back_begins_the_grace_anew()
    {
        var person = await SignInAsync();
        foreach (var minutes in new[] { 9, 9, 9 })
        {
            _service.Answer = (HttpStatusCode.BadGateway, new { });
            _clock.Advance(TimeSpan.FromMinutes(minutes));
            Assert.True(await _keeper.StandsAsync(person, Ct));
            _service.Answer = (HttpStatusCode.OK, new { });
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await _keeper.StandsAsync(person, Ct));
        }

        Assert.Equal(PartState.Ok, _keeper.Status.State);
    }

    [Fact]
    public async Task Other_groups_in_a_new_token_are_other_roles_of_the_account()
    {
        var person = await SignInAsync();
        var before = (await Directory.ListAsync(Ct)).Single();
        _clock.Advance(TimeSpan.FromSeconds(60));
        _service.Answer = (HttpStatusCode.OK, new { id_token = Token("portal", Role.LabAuthor) });
        Assert.True(await _keeper.StandsAsync(person, Ct));
        var after = (await Directory.ListAsync(Ct)).Single();
        Assert.Equal([Role.LabAuthor], after.Roles);
        Assert.NotEqual(before.SecurityStamp, after.SecurityStamp);
    }

    [Fact]
    public async Task Who_has_no_role_any_more_is_out()
    {
        var person = await SignInAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        _service.Answer = (HttpStatusCode.OK, new { id_token = Token("portal", "nobody") });
        Assert.False(await _keeper.StandsAsync(person, Ct));
    }

    [Fact]
    public async Task A_token_made_for_somebody_else_changes_nothing()
    {
        var person = await SignInAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        _service.Answer = (HttpStatusCode.OK, new { id_token = Token("another-client", Role.SystemAdmin) });
        Assert.True(await _keeper.StandsAsync(person, Ct));
        Assert.Equal([Role.ServiceOps], (await Directory.ListAsync(Ct)).Single().Roles);
        Assert.Equal(PartState.Degraded, _keeper.Status.State);
    }

    [Fact]
    public async Task Whatever_is_said_a_session_has_an_end()
    {
        var person = await SignInAsync();
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.False(await _keeper.StandsAsync(person, Ct));
        Assert.Empty(_service.Asked);
    }

    [Fact]
    public async Task Somebody_whose_cookie_names_no_session_is_nobody() =>
        Assert.False(await _keeper.StandsAsync(new(new ClaimsIdentity("forged")), Ct));

    [Fact]
    public async Task A_new_sign_in_where_an_old_session_was_is_a_session_again()
    {
        var old = await SignInAsync();
        var key = old.FindFirstValue(SessionTickets.SessionClaim)!;
        await _tickets.RemoveAsync(key);
        Assert.False(await _keeper.StandsAsync(old, Ct));
        var ticket = await TicketAsync();
        await _tickets.RenewAsync(key, ticket);
        Assert.True(await _keeper.StandsAsync(ticket.Principal, Ct));
        Assert.Equal("r0", (await _tickets.RetrieveAsync(key))!.Properties.GetTokenValue("refresh_token"));
    }

    private static string Token(string audience, string group) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = audience,
        SigningCredentials = new(Key, SecurityAlgorithms.HmacSha256),
        Claims = new Dictionary<string, object> { ["sub"] = "u-1", ["cognito:groups"] = new[] { group } },
    });

    private async Task<ClaimsPrincipal> SignInAsync()
    {
        var ticket = await TicketAsync();
        await _tickets.StoreAsync(ticket);
        return ticket.Principal;
    }

    private async Task<AuthenticationTicket> TicketAsync()
    {
        var account = await Directory.KnowAsync(new("u-1", "kim", "Kim", null, [Role.ServiceOps], null), Ct);
        var properties = new AuthenticationProperties();
        properties.StoreTokens([new() { Name = "refresh_token", Value = "r0" }]);
        return new(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.Id)], "cookie")), properties, IdentityConstants.ApplicationScheme);
    }

    private sealed class Service : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        public (HttpStatusCode Status, object Body) Answer { get; set; } = (HttpStatusCode.OK, new { });

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken));
            Assert.Equal("refresh_token portal", $"{form["grant_type"]} {form["client_id"]}");
            Asked.Add(form["refresh_token"]!);
            return new(Answer.Status) { Content = new StringContent(JsonSerializer.Serialize(Answer.Body)) };
        }
    }

    private sealed class Monitor(HttpMessageHandler service) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue { get; } = new()
        {
            ClientId = "portal",
            Backchannel = new(service, disposeHandler: false),
            ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(Configuration()),
        };

        public OpenIdConnectOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;

        private static OpenIdConnectConfiguration Configuration()
        {
            var configuration = new OpenIdConnectConfiguration { Issuer = Issuer, TokenEndpoint = Issuer + "/token" };
            configuration.SigningKeys.Add(Key);
            return configuration;
        }
    }
}
