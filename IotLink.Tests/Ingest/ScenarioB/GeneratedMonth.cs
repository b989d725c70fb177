using IotLink.Core.Devices;

namespace IotLink.Tests.Ingest.ScenarioB;

/// <summary>One reading of the month, as it arrives.</summary>
internal readonly record struct MonthReading(int Device, long Sequence, DateTimeOffset At, DateTimeOffset Arrived, double TempC, double Vibration);

/// <summary>
/// A month of three customers' devices, of two products: 2 % come hours or days late, some devices change hands in the middle of an hour.
/// Values are sixteenths, so that a database's decimal numbers hold them exactly. The same every time.
/// </summary>
internal sealed class GeneratedMonth(int devices, TimeSpan period)
{
    public const int Days = 30;

    /// <summary>Midnight in Seoul.</summary>
    public static readonly DateTimeOffset Start = new(2026, 9, 30, 15, 0, 0, TimeSpan.Zero);

    /// <summary>Half past ten in the morning.</summary>
    public static readonly DateTimeOffset Moved = Start.AddDays(14).AddHours(10.5);

    public static readonly IReadOnlyList<Customer> Customers = [.. Enumerable.Range(0, 3).Select(i => new Customer(CustomerId.Parse($"cust-{i}", null), $"C-{i}", $"고객 {i}"))];

    public static readonly IReadOnlyList<Site> Sites = [.. Customers.Select((c, i) => new Site(SiteId.Parse($"site-{i}", null), c.Id, $"S-{i}", $"공장 {i}", "경기도"))];

    public int Count { get; } = devices * (int)(TimeSpan.FromDays(Days) / period);

    public static DeviceId DeviceOf(int device) => DeviceId.Parse($"dev-{device:000}", null);

    public static ProductId ProductOf(int device) => ProductId.Parse(device % 2 == 0 ? "prod-a" : "prod-b", null);

    /// <summary>Every fourth device goes to the next customer.</summary>
    public IReadOnlyList<Device> Devices(bool moved) =>
    [
        .. Enumerable.Range(0, devices).Select(i => new Device(DeviceOf(i), ProductOf(i), $"기기 {i}") { Site = Sites[(moved && i % 4 == 0 ? i + 1 : i) % 3].Id }),
    ];

    /// <summary>In order of arrival.</summary>
    public IReadOnlyList<MonthReading> Readings()
    {
        var (random, all) = (new Random(7), new List<MonthReading>(Count));
        for (var at = Start; at < Start.AddDays(Days); at += period)
        {
            for (var device = 0; device < devices; device++)
            {
                var measured = at.AddMilliseconds(random.Next((int)period.TotalMilliseconds));
                var late = random.Next(50) == 0 ? TimeSpan.FromMinutes(random.Next(5, 2 * 24 * 60)) : TimeSpan.FromMilliseconds(random.Next(2000));
                var warm = 60 + (10 * Math.Sin(measured.Hour * Math.PI / 12)) + device;
                all.Add(new(device, 0, measured, measured + late, Sixteenths(warm + random.NextDouble()), Sixteenths(random.NextDouble() * 8)));
            }
        }

        all.Sort((a, b) => a.Arrived.CompareTo(b.Arrived));
        for (var i = 0; i < all.Count; i++) all[i] = all[i] with { Sequence = i + 1 };
        return all;
    }

    private static double Sixteenths(double x) => Math.Round(x * 16) / 16;
}
