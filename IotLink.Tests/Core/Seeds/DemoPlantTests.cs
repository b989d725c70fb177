using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Seeds;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Identity;

namespace IotLink.Tests.Core.Seeds;

public sealed class DemoPlantTests(SqliteFixture place) : IClassFixture<SqliteFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_smaller_plant_is_a_part_of_a_larger_one()
    {
        var large = DemoPlant.MasterData(5000).Devices.ToDictionary(d => d.Id);
        Assert.Equal(5000 + DemoPlant.Sites.Count, large.Count);
        Assert.All(DemoPlant.MasterData().Devices, d => Assert.Equal(d, large[d.Id]));
    }

    [Fact]
    public void Every_product_is_there_and_prod_a_the_most()
    {
        var shares = DemoPlant.MasterData().Devices.CountBy(d => d.Product.Value).OrderByDescending(p => p.Value).ToList();
        Assert.Equal((14, "prod-a"), (shares.Count, shares[0].Key));
        Assert.Contains(DemoPlant.MasterData().Devices, d => d.Id.Value == "prod-a-0137");
    }

    [Fact]
    public void Trackers_carry_the_ids_their_frames_can_say()
    {
        var devices = DemoPlant.MasterData().Devices;
        Assert.All(devices.Where(d => d.Product.Value == "gt06"), d => Assert.Matches("^[0-9]{15}$", d.Id.Value));
        Assert.All(devices.Where(d => d.Product.Value == "gator-m508"), d => Assert.Matches("^[0-9a-f]{8}$", d.Id.Value));
    }

    [Fact]
    public void Children_stand_where_their_hub_stands()
    {
        var devices = DemoPlant.MasterData().Devices.ToDictionary(d => d.Id);
        var children = devices.Values.Where(d => d.Hub is not null).ToList();
        Assert.NotEmpty(children);
        Assert.All(children, child => Assert.Equal(child.Site, devices[child.Hub!.Value].Site));
    }

    [Fact]
    public void There_is_an_account_for_every_role_and_two_customers_among_them()
    {
        Assert.Equal(Role.All.Order(), DemoPlant.Accounts.Select(a => a.Role).Order());
        Assert.Equal(2, DemoPlant.Accounts.Select(a => a.Customer).OfType<CustomerId>().Intersect(DemoPlant.Customers.Select(c => c.Id)).Count());
    }

    [Fact]
    public void No_id_says_a_name() =>
        Assert.All(DemoPlant.Sites, site => Assert.Equal(site.Code, site.Id.Value, ignoreCase: true));

    [Fact]
    public async Task Seeding_again_adds_what_is_missing_and_keeps_what_was_changed()
    {
        await place.EmptyAsync(Ct);
        var store = new DeviceStore(place.Database);
        await DemoPlant.SeedAsync(store, Plant.Noon, Ct, devices: 50);
        var edited = (await store.FindAsync(DeviceScope.All, "prod-a-0001".AsDevice(), Ct))!.Device with { Name = "새 이름" };
        await store.SaveAsync(new([], [], [edited]), Plant.Noon, Ct);
        var version = await store.VersionAsync(Ct);
        await DemoPlant.SeedAsync(store, Plant.Noon, Ct, devices: 50);
        Assert.Equal(version, await store.VersionAsync(Ct));
        await DemoPlant.SeedAsync(store, Plant.Noon, Ct, devices: 60);
        Assert.Equal(60 + DemoPlant.Sites.Count, (await store.ListAsync(DeviceScope.All, new(), Ct)).Total);
        Assert.Equal(edited, (await store.FindAsync(DeviceScope.All, edited.Id, Ct))!.Device);
        var registry = new DeviceRegistry(store);
        await registry.RefreshAsync(Ct);
        Assert.True(registry.Verify(edited.Id, DemoPlant.SecretOf(edited.Id)));
    }

    [Fact]
    public async Task Accounts_are_seeded_once()
    {
        await place.EmptyAsync(Ct);
        var directory = new AccountDirectory(place.Database, new PasswordHasher<Account>());
        await DemoPlant.SeedAsync(directory, Ct);
        await DemoPlant.SeedAsync(directory, Ct);
        Assert.Equal(DemoPlant.Accounts.Count, await directory.CountAsync(Ct));
    }
}
