using IotLink.Core.Devices;
using IotLink.Portal.Features.Devices;

namespace IotLink.Portal.Features.Customers;

/// <summary>One site of a customer at a glance.</summary>
public sealed record SiteState(Site Site, int Devices, int Silent, int OpenAlarms, DeviceCondition State)
{
    public bool IsWell => OpenAlarms == 0 && Silent == 0;
}
