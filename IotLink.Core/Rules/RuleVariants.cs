using System.Collections.Frozen;
using IotLink.Core.Devices;

namespace IotLink.Core.Rules;

/// <summary>A rule compiled for devices and sites with parameters of their own. The device's come before its site's.</summary>
internal sealed record RuleVariants(FrozenDictionary<DeviceId, RuleProgram> ByDevice, FrozenDictionary<SiteId, RuleProgram> BySite)
{
    public RuleProgram? Of(Device device) =>
        ByDevice.TryGetValue(device.Id, out var own) ? own
        : device.Site is { } site && BySite.TryGetValue(site, out var shared) ? shared
        : null;
}
