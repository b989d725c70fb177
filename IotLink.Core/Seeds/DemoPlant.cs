using System.Security.Cryptography;
using System.Text;
using IotLink.Core.Accounts;
using IotLink.Core.Devices;

namespace IotLink.Core.Seeds;

/// <summary>
/// An invented manufacturer's customers, sites and devices: the same ids, places and secrets every time, so that a simulator in another
/// process needs to be told nothing. Development only.
/// </summary>
public static class DemoPlant
{
    public const int DefaultDevices = 300;

    /// <summary>Of every demo account. Shown on the sign-in page in Development, accepted nowhere else.</summary>
    public const string Password = "iotlink-Demo-1";

    public static IReadOnlyList<Customer> Customers { get; } =
    [
        Customer("C-1001", "한빛정밀"),
        Customer("C-1002", "가온전자"),
        Customer("C-1003", "대성로지스"),
        Customer("C-1004", "누리냉동"),
    ];

    public static IReadOnlyList<Site> Sites { get; } =
    [
        Site("S-1101", "C-1001", "화성 1공장", "경기도"),
        Site("S-1102", "C-1001", "구미 2라인", "경상북도"),
        Site("S-1103", "C-1001", "창원 시험동", "경상남도"),
        Site("S-1201", "C-1002", "평택 캠퍼스", "경기도"),
        Site("S-1202", "C-1002", "광주 본관", "광주광역시"),
        Site("S-1203", "C-1002", "천안 모듈동", "충청남도"),
        Site("S-1301", "C-1003", "울산 물류센터", "울산광역시"),
        Site("S-1302", "C-1003", "인천 항만창고", "인천광역시"),
        Site("S-1303", "C-1003", "대전 허브터미널", "대전광역시"),
        Site("S-1401", "C-1004", "부산 감천창고", "부산광역시"),
        Site("S-1402", "C-1004", "제주 저온센터", "제주특별자치도"),
        Site("S-1403", "C-1004", "강릉 가공장", "강원특별자치도"),
    ];

    public static IReadOnlyList<DemoAccount> Accounts { get; } =
    [
        new("exec", "윤서진", Role.ServiceExec, null),
        new("ops", "김하늘", Role.ServiceOps, null),
        new("dispatch", "박도윤", Role.ServiceDispatch, null),
        new("tech", "최강민", Role.ServiceTech, null),
        new("author", "이서연", Role.LabAuthor, null),
        new("review", "정우진", Role.LabReview, null),
        new("operate", "한지호", Role.LabOperate, null),
        new("lab", "오수아", Role.LabView, null),
        new("hanbit", "강민재", Role.CustomerAdmin, CustomerId.Parse("c-1001", null)),
        new("gaon", "서예린", Role.CustomerView, CustomerId.Parse("c-1002", null)),
        new("admin", "조은별", Role.SystemAdmin, null),
    ];

    /// <summary>What the device signs in with. Follows from its id: good for a demo, and for nothing else.</summary>
    public static string SecretOf(DeviceId device) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"iotlink demo plant/{device}")).AsSpan(0, 16));

    /// <param name="devices">How many; hubs come on top, one per site.</param>
    public static MasterData MasterData(int devices = DefaultDevices)
    {
        var all = DemoDevices.Make(devices, Sites);
        return new(Customers, Sites, all) { Secrets = all.ToDictionary(d => d.Id, d => SecretOf(d.Id)) };
    }

    /// <summary>Adds the demo accounts that are missing, all with <see cref="Password"/>.</summary>
    public static async Task SeedAsync(IAccountDirectory directory, CancellationToken ct)
    {
        var there = (await directory.ListAsync(ct)).Select(a => a.UserName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var demo in Accounts.Where(a => !there.Contains(a.UserName))) await directory.CreateAsync(demo.ToAccount(), Password, ct);
    }

    /// <summary>Adds the devices that are missing; what somebody has changed since stays as it is.</summary>
    public static async Task SeedAsync(IDeviceStore store, DateTimeOffset now, CancellationToken ct, int devices = DefaultDevices)
    {
        var there = (await store.LoadAsync(ct)).Devices.Select(d => d.Id).ToHashSet();
        var plant = MasterData(devices);
        List<Device> missing = [.. plant.Devices.Where(d => !there.Contains(d.Id))];
        if (missing.Count == 0) return;
        var customers = (await store.CustomersAsync(DeviceScope.All, ct)).Select(c => c.Id).ToHashSet();
        var sites = (await store.SitesAsync(DeviceScope.All, ct)).Select(s => s.Id).ToHashSet();
        await store.SaveAsync(
            new([.. Customers.Where(c => !customers.Contains(c.Id))], [.. Sites.Where(s => !sites.Contains(s.Id))], missing)
            {
                Secrets = missing.ToDictionary(d => d.Id, d => plant.Secrets[d.Id]),
            },
            now,
            ct);
    }

    /// <summary>Ids follow from codes and say no name: they stand in addresses that people without the right to names can read.</summary>
    private static Customer Customer(string code, string name) => new(CustomerId.Parse(code.ToLowerInvariant(), null), code, name);

    private static Site Site(string code, string customer, string name, string region) =>
        new(SiteId.Parse(code.ToLowerInvariant(), null), CustomerId.Parse(customer.ToLowerInvariant(), null), code, name, region);
}
