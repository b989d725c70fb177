using IotLink.Core;
using IotLink.Core.Adapters;
using IotLink.Core.Devices;
using IotLink.Core.Health;
using IotLink.Ingest.Backtests;
using IotLink.Ingest.Actions;
using IotLink.Ingest.DeadLetters;
using IotLink.Ingest.Delivery;
using IotLink.Ingest.Demo;
using IotLink.Ingest.Firmware;
using IotLink.Ingest.Gateways;
using IotLink.Ingest.Gateways.Rest;
using IotLink.Ingest.Health;
using IotLink.Ingest.History;
using IotLink.Ingest.Pipeline;
using IotLink.Ingest.Schedules;
using OpenTelemetry.Metrics;

namespace IotLink.Ingest.Hosting;

/// <summary>Everything between a device's socket and the stores, for the host it runs in: the ingest host, or the portal.</summary>
public static class IngestSetup
{
    public static WebApplicationBuilder AddIngest(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddIotLinkCore();
        services.AddDeviceCloud(configuration);
        services.AddStorage(configuration);
        services.AddHostedService<RegistryFollower>();
        services.AddPipeline(configuration);
        services.AddDeadLetters(configuration);
        services.AddDelivery(configuration);
        services.AddActions();
        services.AddFirmware();
        services.AddGateways(configuration);
        services.AddFigures();
        services.AddSchedules(configuration);
        services.AddReplays(configuration);
        services.AddBacktests(configuration);
        services.AddDemo(builder.Environment, configuration);
        services.AddHostedService<Announcer>();
        return builder;
    }

    public static WebApplication MapIngest(this WebApplication app)
    {
        app.MapDeviceApi();
        app.MapThingApi();
        app.MapFirmware();
        app.MapHealth();
        return app;
    }

    private static void AddPipeline(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PipelineOptions>().Bind(configuration.GetSection(PipelineOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ProvisioningOptions>().Bind(configuration.GetSection(ProvisioningOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PipelineMetrics>();
        services.AddSingleton<PipelineTurns>();
        services.AddSingleton<PipelineWorker>();
        services.AddSingleton<IPart>(s => s.GetRequiredService<PipelineWorker>());
        services.AddHostedService(s => s.GetRequiredService<PipelineWorker>());
    }

    private static void AddSchedules(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<Retention>();
        services.AddHostedService<FreshnessWatch>();
        services.AddOptions<AggregateOptions>().Bind(configuration.GetSection(AggregateOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AggregateWorker>().AddHostedService(s => s.GetRequiredService<AggregateWorker>());
        services.AddSingleton<IPart>(s => s.GetRequiredService<AggregateWorker>());
        services.AddHostedService<CustomerDayWorker>();
    }

    private static void AddFigures(this IServiceCollection services)
    {
        services.AddSingleton<SystemStatus>();
        services.AddSingleton<ISystemStatus>(s => s.GetRequiredService<SystemStatus>());
        services.AddHostedService(s => s.GetRequiredService<SystemStatus>());
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(GatewayMetrics.MeterName)
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
    }
}
