namespace IotLink.Ingest.DeadLetters;

/// <summary>What carries out people's jobs about dead letters.</summary>
internal static class LetterSetup
{
    public static IServiceCollection AddDeadLetters(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LetterOptions>().Bind(configuration.GetSection(LetterOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LetterMetrics>().AddSingleton<LetterPages>().AddSingleton<LetterGround>();
        services.AddSingleton<Reprocessing>().AddSingleton<DryRun>().AddSingleton<LetterChanges>();
        services.AddSingleton<LetterWorker>();
        return services.AddHostedService(s => s.GetRequiredService<LetterWorker>());
    }
}
