namespace IotLink.Ingest.Demo;

public static class DemoSetup
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IHostEnvironment environment, IConfiguration configuration)
    {
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection(DemoOptions.Section));
        if (!environment.IsDevelopment() || !(configuration.GetSection(DemoOptions.Section).Get<DemoOptions>() ?? new()).Enabled) return services;
        services.AddHostedService<DemoSeed>();
        return services;
    }
}
