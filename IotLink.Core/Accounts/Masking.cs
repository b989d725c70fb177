using IotLink.Core.Devices;

namespace IotLink.Core.Accounts;

/// <summary>The lab sees telemetry, not people: where a name may not be seen, the code stands in its place.</summary>
public static class Masking
{
    public static bool HidesNames(this Viewer viewer) => !viewer.May(Permission.ViewCustomerNames);

    public static Site? For(Viewer viewer, Site? site) => site is not null && viewer.HidesNames() ? site with { Name = site.Code, Contact = null, Place = null } : site;

    public static Customer? For(Viewer viewer, Customer? customer) =>
        customer is not null && viewer.HidesNames() ? customer with { Name = customer.Code } : customer;
}
