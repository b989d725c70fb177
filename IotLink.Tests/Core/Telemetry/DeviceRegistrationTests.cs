using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Telemetry;

public sealed class DeviceRegistrationTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly Device Fresh = Plant.Device("fresh", Plant.SiteA);

    private readonly DeviceStore _devices = new(place.Database);
    private readonly DeviceRegistry _registry = new(new DeviceStore(place.Database));
    private readonly AuditLog _audit = new(place.Database);
    private DeviceRegistration _registration = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        var known = Plant.Device("known", Plant.SiteA);
        await _devices.SaveAsync(Plant.With(known) with { Secrets = new Dictionary<DeviceId, string> { [known.Id] = "its own" } }, Plant.Noon, Ct);
        await _registry.RefreshAsync(Ct);
        _registration = new(_devices, _registry, _audit, new FakeTimeProvider(Plant.Noon));
    }

    public ValueTask DisposeAsync()
    {
        _registry.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_registered_device_may_sign_in_at_once_with_the_secret_that_was_told()
    {
        var (secret, problem) = await _registration.RegisterAsync(Lab.Author, Fresh, Ct);
        Assert.Null(problem);
        Assert.Equal(32, secret!.Length);
        Assert.True(_registry.Verify(Fresh.Id, secret));
        Assert.Equal(Plant.A.Id, _registry.OwnerOf(Fresh.Id));
    }

    [Fact]
    public async Task Two_devices_never_get_the_same_secret()
    {
        var one = await _registration.RegisterAsync(Lab.Author, Fresh, Ct);
        var other = await _registration.RegisterAsync(Lab.Author, Plant.Device("other"), Ct);
        Assert.NotEqual(one.Secret, other.Secret);
    }

    [Fact]
    public async Task Who_may_not_register_leaves_nothing_behind()
    {
        foreach (var viewer in (Viewer[])[Lab.Reader, Lab.Reviewer, People.Tech, People.Admin, People.CustomerA])
            Assert.Equal(new(null, RegistrationProblem.NotAllowed), await _registration.RegisterAsync(viewer, Fresh, Ct));
        Assert.Null(await _devices.FindAsync(DeviceScope.All, Fresh.Id, Ct));
        Assert.Empty(await _audit.RecentAsync(10, Ct));
    }

    [Fact]
    public async Task A_taken_id_keeps_its_device_and_its_secret()
    {
        var again = Plant.Device("known", Plant.SiteB, "gt06");
        Assert.Equal(new(null, RegistrationProblem.Taken), await _registration.RegisterAsync(People.Ops, again, Ct));
        Assert.True(_registry.Verify(again.Id, "its own"));
        Assert.Equal("prod-a", (await _devices.FindAsync(DeviceScope.All, again.Id, Ct))!.Device.Product.Value);
    }

    [Fact]
    public async Task A_site_that_is_not_there_is_refused_before_anything_is_stored()
    {
        var lost = Fresh with { Site = SiteId.Parse("nowhere", null) };
        Assert.Equal(new(null, RegistrationProblem.NoSuchSite), await _registration.RegisterAsync(People.Ops, lost, Ct));
        Assert.Null(await _devices.FindAsync(DeviceScope.All, Fresh.Id, Ct));
    }

    [Fact]
    public async Task The_audit_says_who_brought_what_in_and_keeps_no_secret()
    {
        var (secret, _) = await _registration.RegisterAsync(Lab.Author, Fresh, Ct);
        var entry = Assert.Single(await _audit.RecentAsync(10, Ct));
        Assert.Equal((Lab.Author.UserId, "device.register", "fresh", "prod-a", Plant.Noon), (entry.UserId, entry.Action, entry.Subject, entry.Detail, entry.At));
        Assert.DoesNotContain(secret!, entry.ToString(), StringComparison.Ordinal);
    }
}
