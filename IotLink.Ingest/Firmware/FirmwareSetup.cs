using IotLink.Core.Actions.Commands;

namespace IotLink.Ingest.Firmware;

internal static class FirmwareSetup
{
    public static IServiceCollection AddFirmware(this IServiceCollection services)
    {
        services.AddSingleton<ImageOffer>().AddSingleton<CampaignEyes>().AddSingleton<JobActs>();
        services.AddSingleton<ICommandChannel, FirmwareChannel>();
        return services.AddSingleton<CampaignWorker>().AddHostedService(s => s.GetRequiredService<CampaignWorker>());
    }
}
