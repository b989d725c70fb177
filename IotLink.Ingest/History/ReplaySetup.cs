namespace IotLink.Ingest.History;

internal static class ReplaySetup
{
    public static IServiceCollection AddReplays(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReplayOptions>().Bind(configuration.GetSection(ReplayOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ReplayDocuments>();
        services.AddSingleton<ReplayScoper>();
        services.AddSingleton<ReplayCarrier>();
        services.AddHostedService<ReplayWorker>();
        return services;
    }
}
