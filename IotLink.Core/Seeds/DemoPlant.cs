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
        Customer("hanbit", "C-1001", "한빛정밀"),
        Customer("gaon", "C-1002", "가온전자"),
        Customer("daesung", "C-1003", "대성로지스"),
        Customer("nuri", "C-1004", "누리냉동"),
    ];

    public static IReadOnlyList<Site> Sites { get; } =
    [
        Site("hanbit-hwaseong", "hanbit", "S-1101", "화성 1공장", "경기도"),
        Site("hanbit-gumi", "hanbit", "S-1102", "구미 2라인", "경상북도"),
        Site("hanbit-changwon", "hanbit", "S-1103", "창원 시험동", "경상남도"),
        Site("gaon-pyeongtaek", "gaon", "S-1201", "평택 캠퍼스", "경기도"),
        Site("gaon-gwangju", "gaon", "S-1202", "광주 본관", "광주광역시"),
        Site("gaon-cheonan", "gaon", "S-1203", "천안 모듈동", "충청남도"),
        Site("daesung-ulsan", "daesung", "S-1301", "울산 물류센터", "울산광역시"),
        Site("daesung-incheon", "daesung", "S-1302", "인천 항만창고", "인천광역시"),
        Site("daesung-daejeon", "daesung", "S-1303", "대전 허브터미널", "대전광역시"),
        Site("nuri-busan", "nuri", "S-1401", "부산 감천창고", "부산광역시"),
        Site("nuri-jeju", "nuri", "S-1402", "제주 저온센터", "제주특별자치도"),
        Site("nuri-gangneung", "nuri", "S-1403", "강릉 가공장", "강원특별자치도"),
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
        new("hanbit", "강민재", Role.CustomerAdmin, CustomerId.Parse("hanbit", null)),
        new("gaon", "서예린", Role.CustomerView, CustomerId.Parse("gaon", null)),
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

    /// <summary>Adds what is missing; what somebody has changed since stays as it is.</summary>
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

    private static Customer Customer(string id, string code, string name) => new(CustomerId.Parse(id, null), code, name);

    private static Site Site(string id, string customer, string code, string name, string region) =>
        new(SiteId.Parse(id, null), CustomerId.Parse(customer, null), code, name, region);
}
