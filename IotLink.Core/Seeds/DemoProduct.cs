using IotLink.Core.Devices;

namespace IotLink.Core.Seeds;

/// <summary>A product of the demo plant and how many of it there are.</summary>
/// <param name="Share">Part of the plant's devices, in percent.</param>
/// <param name="Noun">What such a device is called on the floor.</param>
/// <param name="BehindHub">Whether it reaches IotLink through its site's hub.</param>
internal sealed record DemoProduct(ProductId Id, int Share, string Noun, TimeSpan Period, Func<int, string> IdOf, bool BehindHub = false)
{
    public static IReadOnlyList<DemoProduct> All { get; } =
    [
        Numbered("prod-a", "prod-a", 46, "보일러", 5),
        Numbered("milesight-am107", "am107", 7, "실내 환경 센서", 60, behindHub: true),
        Numbered("elsys-ers", "ers", 6, "재실 센서", 60, behindHub: true),
        Numbered("rivercity-txh", "txh", 6, "온습도 센서", 60, behindHub: true),
        Numbered("dragino-lgt92", "lgt92", 4, "위치 추적기", 30),
        Numbered("decentlab-dl-5tm", "dl5tm", 3, "토양 수분 센서", 120),
        Numbered("talkpool-oy1110", "oy1110", 4, "외기 온습도 센서", 60, behindHub: true),
        Numbered("moirelabs-p1a", "p1a", 4, "압력 전송기", 30),
        Numbered("micropelt-mlr003", "mlr003", 5, "난방 밸브", 60, behindHub: true),
        Numbered("netvox-r718e", "r718e", 4, "진동 센서", 30),
        Numbered("paxcounter", "pax", 3, "유동 인구 계수기", 60),
        Numbered("sting-pengy", "pengy", 3, "공기질 측정소", 60),
        new(Product("gator-m508"), 2, "차량 단말", TimeSpan.FromSeconds(15), n => $"{0x20B10000 + n:x8}"),
        new(Product("gt06"), 3, "차량 추적기", TimeSpan.FromSeconds(10), Imei),
    ];

    private static DemoProduct Numbered(string product, string prefix, int share, string noun, int seconds, bool behindHub = false) =>
        new(Product(product), share, noun, TimeSpan.FromSeconds(seconds), n => $"{prefix}-{n:D4}", behindHub);

    private static ProductId Product(string id) => ProductId.Parse(id, null);

    /// <summary>Fourteen digits and the check digit (Luhn) that real trackers carry.</summary>
    private static string Imei(int n)
    {
        var body = $"86812030{n:D6}";
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = (body[i] - '0') * (i % 2 == 0 ? 1 : 2);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return $"{body}{(10 - (sum % 10)) % 10}";
    }
}
