using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IotLink.Tests.Core.Devices;

public sealed class ProvisioningTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private const int Most = 3;
    private static readonly DeviceId HubA = "hub-a".AsDevice();
    private static readonly DeviceId New = "new".AsDevice();
    private static readonly ProductId Am107 = ProductId.Parse("milesight-am107", null);

    private readonly DeviceStore _store = new(place.Database);
    private readonly DeviceRegistry _registry = new(new DeviceStore(place.Database));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        var devices = Plant.With(
            Plant.Device("hub-a", Plant.SiteA), Plant.Device("own", Plant.SiteA), Plant.Device("foreign", Plant.SiteB), Plant.Device("stock"));
        await _store.SaveAsync(devices, Plant.Noon, Ct);
        await _registry.RefreshAsync(Ct);
    }

    public ValueTask DisposeAsync()
    {
        _registry.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_hub_brings_a_new_child_to_its_own_site()
    {
        await ApplyAsync(Seen(New) with { Product = Am107, Firmware = "1.0" });
        var device = _registry.Find(New)!;
        Assert.Equal((Am107, HubA, Plant.SiteA.Id, "1.0"), (device.Product, device.Hub, device.Site, device.Firmware));
        Assert.Null(device.ProvisionedAt);
        Assert.Equal(Plant.A.Id, _registry.OwnerOf(New));
    }

    [Fact]
    public async Task A_hub_may_not_bring_more_children_than_the_setting_says()
    {
        var notices = Enumerable.Range(1, Most + 2).Select(i => Seen($"child-{i}".AsDevice()) with { Product = Am107 }).ToArray();
        await ApplyAllAsync(notices[..2]);
        await ApplyAllAsync(notices[2..]);
        await ApplyAllAsync(notices[0] with { Firmware = "2" }, Seen("own".AsDevice()));

        Assert.Equal(Most, _registry.ChildrenOf(HubA));
        Assert.Equal([true, true, true, false, false], notices.Select(n => _registry.Find(n.Device) is not null));
        Assert.Equal("2", _registry.Find(notices[0].Device)!.Firmware);
        Assert.Null(_registry.Find("own".AsDevice())!.Hub);
    }

    [Fact]
    public async Task A_new_child_without_a_product_is_left_out()
    {
        await ApplyAsync(Seen(New));
        Assert.Null(_registry.Find(New));
    }

    [Fact]
    public async Task Nobody_registers_himself()
    {
        await ApplyAsync(new(New, null, Plant.Noon) { Product = Am107, Completed = true });
        await ApplyAsync(new(New, "unknown-hub".AsDevice(), Plant.Noon) { Product = Am107 });
        await ApplyAsync(new(HubA, HubA, Plant.Noon));
        Assert.Null(_registry.Find(New));
        Assert.Null(_registry.Find(HubA)!.Hub);
    }

    [Theory]
    [InlineData("own", true)]
    [InlineData("foreign", false)]
    [InlineData("stock", false)]
    public async Task A_hub_takes_in_devices_of_its_own_customer_only(string device, bool taken)
    {
        await ApplyAsync(Seen(device.AsDevice()));
        Assert.Equal(taken, _registry.IsChild(HubA, device.AsDevice()));
    }

    [Fact]
    public async Task A_notice_for_another_product_changes_nothing()
    {
        await ApplyAsync(new("own".AsDevice(), null, Plant.Noon) { Product = Am107, Firmware = "9" });
        Assert.Null(_registry.Find("own".AsDevice())!.Firmware);
    }

    [Fact]
    public async Task The_first_completion_counts_and_a_repetition_writes_nothing()
    {
        var notice = new DeviceNotice("own".AsDevice(), null, Plant.Noon) { Firmware = "2.0", Completed = true };
        await ApplyAsync(notice);
        var version = await _store.VersionAsync(Ct);
        await ApplyAsync(notice with { At = Plant.Noon.AddHours(1) });
        Assert.Equal((Plant.Noon, "2.0"), (_registry.Find("own".AsDevice())!.ProvisionedAt, _registry.Find("own".AsDevice())!.Firmware));
        Assert.Equal(version, await _store.VersionAsync(Ct));
    }

    private static DeviceNotice Seen(DeviceId device) => new(device, HubA, Plant.Noon);

    private Task ApplyAsync(DeviceNotice notice) => ApplyAllAsync(notice);

    private Task ApplyAllAsync(params DeviceNotice[] notices) =>
        new Provisioning(_store, _registry, Options.Create(new ProvisioningOptions { MaxChildrenPerHub = Most }), NullLogger<Provisioning>.Instance)
            .ApplyAsync(notices, Plant.Noon, Ct);
}
