using IotLink.Core.Alarms;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Core.Adapters.Relational;

public static class RelationalSetup
{
    /// <summary>Master data, alarms, audit and accounts, on the database that <c>Storage:Relational:Provider</c> names.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
    public static IServiceCollection AddRelationalStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(RelationalOptions.Check(configuration));
        services.AddSingleton<RelationalDatabase>();
        services.AddSingleton<IPart>(s => s.GetRequiredService<RelationalDatabase>());
        services.AddHostedService<RelationalStart>();
        services.AddSingleton<IDeviceStore, DeviceStore>();
        services.AddSingleton<IAlarmStore, AlarmStore>();
        services.AddSingleton<IAuditLog, AuditLog>();
        return services;
    }
}
