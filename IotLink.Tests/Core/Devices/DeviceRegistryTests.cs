using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Devices;

public sealed class DeviceRegistryTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly DeviceId Hub = "hub".AsDevice();
    private static readonly DeviceId Child = "child".AsDevice();

    private readonly DeviceStore _store = new(place.Database);
    private readonly DeviceRegistry _registry = new(new DeviceStore(place.Database));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        var plant = Plant.With(Plant.Device("hub", Plant.SiteA), Plant.Device("child", Plant.SiteA) with { Hub = Hub }, Plant.Device("stray"));
        await _store.SaveAsync(plant with { Secrets = new Dictionary<DeviceId, string> { [Hub] = "열려라 참깨" } }, Plant.Noon, Ct);
        await _registry.RefreshAsync(Ct);
    }

    public ValueTask DisposeAsync()
    {
        _registry.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Only_the_devices_own_secret_is_right()
    {
        Assert.True(_registry.Verify(Hub, "열려라 참깨"));
        Assert.False(_registry.Verify(Hub, "열려라 참깨 "));
        Assert.False(_registry.Verify(Hub, ""));
        Assert.False(_registry.Verify(Child, "열려라 참깨"));
        Assert.False(_registry.Verify("nobody".AsDevice(), "열려라 참깨"));
    }

    [Fact]
    public void It_knows_owners_and_who_hangs_under_whom()
    {
        Assert.Equal(Plant.A.Id, _registry.OwnerOf(Child));
        Assert.Null(_registry.OwnerOf("stray".AsDevice()));
        Assert.True(_registry.IsChild(Hub, Child));
        Assert.False(_registry.IsChild(Child, Hub));
        Assert.False(_registry.IsChild(Hub, Hub));
        Assert.Null(_registry.Find("nobody".AsDevice()));
    }

    [Fact]
    public async Task A_refresh_sees_a_new_secret_and_a_new_owner()
    {
        await _store.SetCredentialAsync(Hub, "new", Plant.Noon, Ct);
        await _store.SaveAsync(Plant.With(Plant.Device("hub", Plant.SiteB)), Plant.Noon, Ct);
        Assert.True(_registry.Verify(Hub, "열려라 참깨"));
        await _registry.RefreshAsync(Ct);
        Assert.False(_registry.Verify(Hub, "열려라 참깨"));
        Assert.True(_registry.Verify(Hub, "new"));
        Assert.Equal(Plant.B.Id, _registry.OwnerOf(Hub));
    }
}
