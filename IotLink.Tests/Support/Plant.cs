using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules;

namespace IotLink.Tests.Support;

/// <summary>Two customers with a site each, and builders with defaults.</summary>
internal static class Plant
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly Customer A = new(CustomerId.Parse("cust-a", null), "C-1", "한빛정밀");
    public static readonly Customer B = new(CustomerId.Parse("cust-b", null), "C-2", "가온전자");
    public static readonly Site SiteA = new(SiteId.Parse("site-a", null), A.Id, "S-1", "화성 1공장", "경기도");
    public static readonly Site SiteB = new(SiteId.Parse("site-b", null), B.Id, "S-2", "광주 본관", "광주광역시");

    public static Device Device(string id, Site? site = null, string product = "prod-a") =>
        new(DeviceId.Parse(id, null), ProductId.Parse(product, null), $"보일러 {id}") { Site = site?.Id };

    public static MasterData With(params IReadOnlyList<Device> devices) => new([A, B], [SiteA, SiteB], devices);

    public static AlarmChange Change(string device, bool raise, long sequence, string code = "hot", bool fromRule = true) =>
        new(DeviceId.Parse(device, null), ProductId.Parse("prod-a", null), code, raise, new(0, sequence), Noon.AddSeconds(sequence), Noon.AddSeconds(sequence + 1))
        {
            Title = "온도 상한 초과",
            Severity = Severity.High,
            Class = AlarmClass.Immediate,
            Evidence = raise ? "tempC 84.6 > 80" : "tempC 70 > 80",
            RuleVersion = fromRule ? 7 : 0,
            FromRule = fromRule,
        };

    public static StreamPosition At(long sequence) => new(0, sequence);
}

internal static class Ids
{
    public static DeviceId AsDevice(this string id) => DeviceId.Parse(id, null);
}
