namespace IotLink.Ingest.Firmware;

internal static class FirmwareSetup
{
    public static IServiceCollection AddFirmware(this IServiceCollection services)
    {
        services.AddSingleton<CampaignEyes>().AddSingleton<JobActs>();
        return services.AddSingleton<CampaignWorker>().AddHostedService(s => s.GetRequiredService<CampaignWorker>());
    }
}
