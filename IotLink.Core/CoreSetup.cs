using IotLink.Core.Devices;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Core;

/// <summary>What both hosts need of the core, beside its stores.</summary>
public static class CoreSetup
{
    public static IServiceCollection AddIotLinkCore(this IServiceCollection services)
    {
        services.AddSingleton<IDeviceRegistry, DeviceRegistry>();
        return services;
    }
}
