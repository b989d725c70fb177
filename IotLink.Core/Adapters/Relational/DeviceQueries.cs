using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>The device list as SQL: scope, search, order.</summary>
internal static class DeviceQueries
{
    /// <summary>Every query on devices begins here, so that none can forget the scope.</summary>
    public static IQueryable<Joined> Visible(IotLinkDb db, DeviceScope scope)
    {
        var all =
            from device in db.Devices
            join s in db.Sites on device.SiteId equals s.Id into sites
            from site in sites.DefaultIfEmpty()
            join c in db.Customers on site.CustomerId equals c.Id into customers
            from customer in customers.DefaultIfEmpty()
            select new Joined { Device = device, Site = site, Customer = customer };
        if (scope.IsAll) return all;
        var own = scope.Customer?.Value ?? "";
        return all.Where(r => r.Site!.CustomerId == own);
    }

    public static IQueryable<Joined> Matching(IQueryable<Joined> rows, DeviceQuery query)
    {
        if (query.Product is { } product) rows = rows.Where(r => r.Device.ProductId == product.Value);
        if (query.Site is { } site) rows = rows.Where(r => r.Device.SiteId == site.Value);
        if (!SearchText.TryPattern(query.Search, out var pattern)) return rows;
#pragma warning disable CA1304, CA1311 // becomes SQL's lower()
        return rows.Where(r =>
            EF.Functions.Like(r.Device.Id.ToLower(), pattern, SearchText.Escape)
            || EF.Functions.Like(r.Device.Name.ToLower(), pattern, SearchText.Escape));
#pragma warning restore CA1304, CA1311
    }

    public static IOrderedQueryable<Joined> Sorted(IQueryable<Joined> rows, DeviceQuery query)
    {
        // Devices that stand nowhere sort first in both databases: an empty text, not a null.
        var sorted = (query.Sort, query.NamesHidden, query.Descending) switch
        {
            (DeviceSort.Product, _, false) => rows.OrderBy(r => r.Device.ProductId),
            (DeviceSort.Product, _, true) => rows.OrderByDescending(r => r.Device.ProductId),
            (DeviceSort.Site, false, false) => rows.OrderBy(r => r.Site!.Name ?? ""),
            (DeviceSort.Site, false, true) => rows.OrderByDescending(r => r.Site!.Name ?? ""),
            (DeviceSort.Site, true, false) => rows.OrderBy(r => r.Site!.Code ?? ""),
            (DeviceSort.Site, true, true) => rows.OrderByDescending(r => r.Site!.Code ?? ""),
            (DeviceSort.Customer, false, false) => rows.OrderBy(r => r.Customer!.Name ?? ""),
            (DeviceSort.Customer, false, true) => rows.OrderByDescending(r => r.Customer!.Name ?? ""),
            (DeviceSort.Customer, true, false) => rows.OrderBy(r => r.Customer!.Code ?? ""),
            (DeviceSort.Customer, true, true) => rows.OrderByDescending(r => r.Customer!.Code ?? ""),
            (_, _, true) => rows.OrderByDescending(r => r.Device.Id),
            _ => rows.OrderBy(r => r.Device.Id),
        };
        return sorted.ThenBy(r => r.Device.Id);
    }

    internal sealed class Joined
    {
        public required DeviceEntity Device { get; init; }

        public SiteEntity? Site { get; init; }

        public CustomerEntity? Customer { get; init; }

        public DeviceRow ToRow() => new(Device.ToDevice(), Site?.ToSite(), Customer?.ToCustomer());
    }
}
