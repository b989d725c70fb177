using IotLink.Ingest.Gateways.Tcp;
using IotLink.Ingest.Simulation;

namespace IotLink.Ingest.Demo;

public static class DemoSetup
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IHostEnvironment environment, IConfiguration configuration)
    {
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection(DemoOptions.Section));
        var options = configuration.GetSection(DemoOptions.Section).Get<DemoOptions>() ?? new();
        if (!environment.IsDevelopment() || !options.Enabled) return services;
        services.AddHostedService<DemoSeed>();
        return options.Fleet ? services.AddFleet() : services;
    }

    private static IServiceCollection AddFleet(this IServiceCollection services) => services
        .PostConfigure<TcpOptions>(ListenForTrackers)
        .AddSingleton<OwnTargets>()
        .AddHostedService<DemoFleet>();

    /// <summary>Every TCP product of the plant needs a listener; those without one in the settings take a free port.</summary>
    private static void ListenForTrackers(TcpOptions tcp)
    {
        if (tcp.Port < 0) return;
        foreach (var product in PlantModel.Products.Where(p => p.Tcp is not null && p.Product.Value != tcp.Product))
            tcp.Products.TryAdd(product.Product.Value, 0);
    }
}
