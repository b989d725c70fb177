namespace IotLink.Ingest.Backtests;

internal static class BacktestSetup
{
    public static IServiceCollection AddBacktests(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BacktestOptions>().Bind(configuration.GetSection(BacktestOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StoredPast>();
        services.AddSingleton<BacktestCarrier>();
        services.AddHostedService<BacktestWorker>();
        return services;
    }
}
