using IotLink.Core.Actions.Commands;

namespace IotLink.Ingest.Actions;

/// <summary>What carries commands out, and lets alarms repair themselves.</summary>
internal static class ActionsSetup
{
    public static IServiceCollection AddActions(this IServiceCollection services)
    {
        services.AddSingleton<ICommandChannel, ControlRequestChannel>().AddSingleton<ICommandChannel, ShadowChannel>();
        services.AddSingleton<CommandWorker>().AddHostedService(s => s.GetRequiredService<CommandWorker>());
        return services.AddSingleton<RepairWorker>().AddHostedService(s => s.GetRequiredService<RepairWorker>());
    }
}
