using System.Security.Cryptography;
using System.Text;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteDeviceStoreTests(SqliteFixture place) : DeviceStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresDeviceStoreTests(PostgresFixture place) : DeviceStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IDeviceStore"/> keeps to.</summary>
public abstract class DeviceStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly DeviceScope OfA = DeviceScope.Of(Plant.A.Id);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DeviceStore Store => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_device_comes_back_as_it_was_saved()
    {
        var device = Plant.Device("d-1", Plant.SiteA) with
        {
            Hub = "hub-1".AsDevice(),
            Firmware = "1.2",
            ReportingPeriod = TimeSpan.FromSeconds(5),
            ProvisionedAt = Plant.Noon,
        };
        await Store.SaveAsync(Plant.With(device), Plant.Noon, Ct);
        Assert.Equal(new DeviceRow(device, Plant.SiteA, Plant.A), await Store.FindAsync(DeviceScope.All, device.Id, Ct));
    }

    [Fact]
    public async Task Saving_again_replaces_by_id()
    {
        await Store.SaveAsync(Plant.With(Plant.Device("d-1", Plant.SiteA)), Plant.Noon, Ct);
        await Store.SaveAsync(Plant.With(Plant.Device("d-1", Plant.SiteA) with { Firmware = "2.0" }), Plant.Noon, Ct);
        var page = await Store.ListAsync(DeviceScope.All, new(), Ct);
        Assert.Equal("2.0", Assert.Single(page.Items).Device.Firmware);
    }

    [Fact]
    public async Task The_version_grows_with_every_change_and_with_nothing_else()
    {
        var before = await Store.VersionAsync(Ct);
        await Store.SaveAsync(Plant.With(Plant.Device("d-1", Plant.SiteA)), Plant.Noon, Ct);
        var saved = await Store.VersionAsync(Ct);
        await Store.SaveAsync(Plant.With(Plant.Device("d-1", Plant.SiteA)), Plant.Noon, Ct);
        var same = await Store.VersionAsync(Ct);
        await Store.SetCredentialAsync("d-1".AsDevice(), "secret", Plant.Noon, Ct);
        Assert.Equal((before + 1, before + 1, before + 2), (saved, same, await Store.VersionAsync(Ct)));
    }

    [Fact]
    public async Task The_snapshot_names_devices_owners_and_hashes()
    {
        await Store.SaveAsync(
            Plant.With(Plant.Device("d-1", Plant.SiteA), Plant.Device("d-2"))
                with
            { Secrets = new Dictionary<DeviceId, string> { ["d-2".AsDevice()] = "two" } },
            Plant.Noon,
            Ct);
        await Store.SetCredentialAsync("d-1".AsDevice(), "one", Plant.Noon, Ct);
        var loaded = await Store.LoadAsync(Ct);
        Assert.Equal(await Store.VersionAsync(Ct), loaded.Version);
        Assert.Equal(["d-1", "d-2"], loaded.Devices.Select(d => d.Id.Value).Order());
        Assert.Equal([new("d-1".AsDevice(), Plant.A.Id)], loaded.Owners);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes("one")), loaded.SecretHashes["d-1".AsDevice()]);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes("two")), loaded.SecretHashes["d-2".AsDevice()]);
    }

    [Fact]
    public async Task Many_that_move_one_device_at_once_leave_one_period_open()
    {
        await Store.SaveAsync(Plant.With(Plant.Device("d-1", Plant.SiteA)), Plant.Noon, Ct);
        for (var round = 1; round <= 5; round++)
        {
            var now = Plant.Noon.AddHours(round);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
                Store.SaveAsync(Plant.With(Plant.Device("d-1", n % 2 == 0 ? Plant.SiteB : Plant.SiteA)), now.AddMinutes(n), Ct)));

            var periods = (await Store.OwnershipsAsync(["d-1".AsDevice()], Ct))["d-1".AsDevice()].ToList();
            Assert.Single(periods, p => p.To is null);
            Assert.Equal((await Store.FindAsync(DeviceScope.All, "d-1".AsDevice(), Ct))!.Device.Site, periods.Single(p => p.To is null).Site);
        }
    }

    [Fact]
    public async Task A_customer_reaches_its_own_devices_and_nobody_elses()
    {
        await Store.SaveAsync(Plant.With(Plant.Device("d-a", Plant.SiteA), Plant.Device("d-b", Plant.SiteB), Plant.Device("d-0")), Plant.Noon, Ct);
        Assert.Equal("d-a", Assert.Single((await Store.ListAsync(OfA, new(), Ct)).Items).Device.Id.Value);
        Assert.Equal(1, (await Store.ListAsync(OfA, new(Site: Plant.SiteA.Id), Ct)).Total);
        Assert.Equal(0, (await Store.ListAsync(OfA, new(Site: Plant.SiteB.Id), Ct)).Total);
        Assert.Equal(0, (await Store.ListAsync(OfA, new(Search: "d-b"), Ct)).Total);
        Assert.NotNull(await Store.FindAsync(OfA, "d-a".AsDevice(), Ct));
        Assert.Null(await Store.FindAsync(OfA, "d-b".AsDevice(), Ct));
        Assert.Null(await Store.FindAsync(OfA, "d-0".AsDevice(), Ct));
        Assert.Equal([Plant.SiteA], await Store.SitesAsync(OfA, Ct));
        Assert.Equal([Plant.A], await Store.CustomersAsync(OfA, Ct));
    }

    [Fact]
    public async Task Nobody_reaches_nothing()
    {
        await Store.SaveAsync(Plant.With(Plant.Device("d-a", Plant.SiteA), Plant.Device("d-0")), Plant.Noon, Ct);
        Assert.Equal(0, (await Store.ListAsync(DeviceScope.None, new(), Ct)).Total);
        Assert.Null(await Store.FindAsync(DeviceScope.None, "d-0".AsDevice(), Ct));
        Assert.Empty(await Store.SitesAsync(DeviceScope.None, Ct));
        Assert.Empty(await Store.CustomersAsync(DeviceScope.None, Ct));
    }

    [Theory]
    [InlineData("D-1", 1)]
    [InlineData("보일러", 3)]
    [InlineData("%", 0)]
    [InlineData("d_1", 0)]
    [InlineData("  ", 3)]
    public async Task Search_finds_a_part_of_id_or_name_in_any_case_and_takes_no_wildcards(string search, int found)
    {
        await Store.SaveAsync(Plant.With(Plant.Device("d-1"), Plant.Device("d-2"), Plant.Device("d-3")), Plant.Noon, Ct);
        Assert.Equal(found, (await Store.ListAsync(DeviceScope.All, new(Search: search), Ct)).Total);
    }

    [Fact]
    public async Task Every_order_goes_both_ways_and_ties_are_broken_by_id()
    {
        await Store.SaveAsync(
            Plant.With(Plant.Device("d-1", Plant.SiteB), Plant.Device("d-2", Plant.SiteA, "gt06"), Plant.Device("d-3", Plant.SiteB)), Plant.Noon, Ct);
        Assert.Equal("d-1 d-2 d-3", await OrderAsync(DeviceSort.Device, false));
        Assert.Equal("d-3 d-2 d-1", await OrderAsync(DeviceSort.Device, true));
        Assert.Equal("d-2 d-1 d-3", await OrderAsync(DeviceSort.Product, false));
        Assert.Equal("d-1 d-3 d-2", await OrderAsync(DeviceSort.Site, false));
        Assert.Equal("d-2 d-1 d-3", await OrderAsync(DeviceSort.Site, true));
        Assert.Equal("d-1 d-3 d-2", await OrderAsync(DeviceSort.Customer, false));
        Assert.Equal("d-2 d-1 d-3", await OrderAsync(DeviceSort.Customer, false, hidden: true));
    }

    [Fact]
    public async Task Pages_of_five_thousand_devices_cover_all_without_overlap()
    {
        var devices = Enumerable.Range(0, 5000).Select(i => Plant.Device($"d-{i:D5}", i % 2 == 0 ? Plant.SiteA : Plant.SiteB)).ToList();
        await Store.SaveAsync(Plant.With(devices), Plant.Noon, Ct);
        var seen = new List<string>();
        for (var skip = 0; skip < 5000; skip += 1250)
        {
            var page = await Store.ListAsync(DeviceScope.All, new(Sort: DeviceSort.Customer, Skip: skip, Take: 1250), Ct);
            Assert.Equal(5000, page.Total);
            seen.AddRange(page.Items.Select(r => r.Device.Id.Value));
        }

        Assert.Equal(5000, seen.Distinct().Count());
        Assert.Equal(2500, (await Store.ListAsync(OfA, new(Take: 1), Ct)).Total);
    }

    [Fact]
    public async Task Moving_a_device_closes_one_ownership_and_opens_the_next()
    {
        var later = Plant.Noon.AddHours(1);
        await Store.SaveAsync(Plant.With(Plant.Device("d-1", Plant.SiteA)), Plant.Noon, Ct);
        await Store.SaveAsync(Plant.With(Plant.Device("d-1", Plant.SiteA) with { Firmware = "2" }), Plant.Noon.AddMinutes(5), Ct);
        await Store.SaveAsync(Plant.With(Plant.Device("d-1", Plant.SiteB)), later, Ct);
        await Store.SaveAsync(Plant.With(Plant.Device("d-1")), later.AddHours(1), Ct);
        var id = "d-1".AsDevice();
        Assert.Equal(
            [new Ownership(id, Plant.SiteA.Id, Plant.Noon, later), new Ownership(id, Plant.SiteB.Id, later, later.AddHours(1))],
            (await Store.OwnershipsAsync([id], Ct))[id]);
    }

    private async Task<string> OrderAsync(DeviceSort sort, bool descending, bool hidden = false)
    {
        var query = new DeviceQuery(Sort: sort, Descending: descending) { NamesHidden = hidden };
        return string.Join(' ', (await Store.ListAsync(DeviceScope.All, query, Ct)).Items.Select(r => r.Device.Id.Value));
    }
}
