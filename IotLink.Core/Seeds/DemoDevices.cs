using IotLink.Core.Devices;

namespace IotLink.Core.Seeds;

/// <summary>Spreads the demo products over the sites. A smaller plant is a part of a larger one: ids and places never move.</summary>
internal static class DemoDevices
{
    private const int Cycle = 100;
    private static readonly ProductId HubProduct = ProductId.Parse("prod-a", null);

    public static IReadOnlyList<Device> Make(int count, IReadOnlyList<Site> sites)
    {
        var hubs = sites.Select((site, i) => HubOf(site, i)).ToList();
        var order = ProductsOfOneCycle();
        var made = DemoProduct.All.ToDictionary(p => p.Id, _ => 0);
        var devices = new List<Device>(hubs);
        for (var i = 0; i < count; i++)
        {
            var product = order[i % Cycle];
            var number = ++made[product.Id];

            // A stride that shares no factor with the number of sites: every product comes to every site.
            var site = ((i * 7) + (i / sites.Count)) % sites.Count;
            devices.Add(new(DeviceId.Parse(product.IdOf(number), null), product.Id, $"{product.Noun} {number:D3}")
            {
                Hub = product.BehindHub && number % 2 == 0 ? hubs[site].Id : null,
                Site = sites[site].Id,
                Firmware = number % 5 == 0 ? "1.3.2" : "1.4.0",
                ReportingPeriod = product.Period,
            });
        }

        return devices;
    }

    private static Device HubOf(Site site, int index) => new(DeviceId.Parse($"hub-{index + 1:D2}", null), HubProduct, $"현장 허브 {index + 1:D2}")
    {
        Site = site.Id,
        Firmware = "2.1.0",
        ReportingPeriod = TimeSpan.FromSeconds(10),
    };

    /// <summary>The shares of one hundred devices, mixed so that any first part of them has about the same mixture.</summary>
    private static DemoProduct[] ProductsOfOneCycle()
    {
        var places = from product in DemoProduct.All
                     from i in Enumerable.Range(0, product.Share)
                     orderby (i + 0.5) / product.Share, product.Id.Value
                     select product;
        return [.. places];
    }
}
