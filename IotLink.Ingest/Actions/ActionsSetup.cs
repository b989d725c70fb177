using IotLink.Core.Actions.Commands;
using IotLink.Core.Things;

namespace IotLink.Ingest.Actions;

/// <summary>What carries commands out, and lets alarms repair themselves.</summary>
internal static class ActionsSetup
{
    public static IServiceCollection AddActions(this IServiceCollection services)
    {
        services.AddSingleton<ICommandChannel>(s => s.GetService<IThingPublisher>() is { } publisher
            ? ActivatorUtilities.CreateInstance<CloudRequestChannel>(s, publisher)
            : ActivatorUtilities.CreateInstance<ControlRequestChannel>(s));
        services.AddSingleton<ICommandChannel, ShadowChannel>();
        services.AddSingleton<CommandWorker>().AddHostedService(s => s.GetRequiredService<CommandWorker>());
        return services.AddSingleton<RepairWorker>().AddHostedService(s => s.GetRequiredService<RepairWorker>());
    }
}
