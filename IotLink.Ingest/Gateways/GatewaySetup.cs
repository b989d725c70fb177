using IotLink.Core.Devices;
using IotLink.Core.Health;
using IotLink.Core.Publishing;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Mqtt;
using IotLink.Ingest.Gateways.Repeats;
using IotLink.Ingest.Gateways.Rest;
using IotLink.Ingest.Gateways.Sockets;
using IotLink.Ingest.Gateways.Tcp;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Gateways;

/// <summary>Registers the gateways. They need <c>IMessageWriter</c>, <c>IMessageReader</c>, <c>IDeviceRegistry</c>, <c>IPlanSource</c>, <c>IShadows</c> and <c>IJobs</c>.</summary>
public static class GatewaySetup
{
    public static IServiceCollection AddGateways(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<GatewaySiteOptions>().Bind(configuration.GetSection(GatewaySiteOptions.Section));
        services.AddOptions<GatewayStorageOptions>().Bind(configuration.GetSection(GatewayStorageOptions.Section));
        services.AddChecked<AdmissionOptions>(configuration, AdmissionOptions.Section);
        services.AddChecked<MqttOptions>(configuration, MqttOptions.Section);
        services.AddChecked<TcpOptions>(configuration, TcpOptions.Section);
        services.AddChecked<RestOptions>(configuration, RestOptions.Section);

        services.AddSingleton<GatewayAddresses>().AddSingleton<GatewayMetrics>().AddSingleton<DeviceSigns>();
        services.AddSingleton<SourceGuard>().AddSingleton<Admittance>().AddSingleton<RefusalDesk>().AddSingleton<LogTail>();

        services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = 128 * 1024);
        services.AddSingleton<SocketTransportFactory>().AddSingleton<GatewayCertificate>();
        services.AddSingleton<ConnectionWatch>().AddHostedService(s => s.GetRequiredService<ConnectionWatch>());

        services.AddSingleton<DeviceCertificates>().AddSingleton<ThingIntake>();
        services.AddSingleton<MqttIntake>().AddSingleton<MqttGateway>();
        services.AddSingleton<IGateway>(s => s.GetRequiredService<MqttGateway>());
        services.AddSingleton<IDeviceLink>(s => s.GetRequiredService<MqttGateway>());
        services.AddSingleton<IPart>(s => ActivatorUtilities.CreateInstance<GatewayPart>(s, s.GetRequiredService<MqttGateway>()));

        services.TryAddSingleton(s => new ProductFramings(s.GetRequiredService<IPlanSource>(), s.GetRequiredService<IDeviceRegistry>()));
        services.AddSingleton<TcpIntake>().AddSingleton<TcpGateway>();
        services.AddSingleton<IGateway>(s => s.GetRequiredService<TcpGateway>());
        services.AddSingleton<IPart>(s => ActivatorUtilities.CreateInstance<GatewayPart>(s, s.GetRequiredService<TcpGateway>()));

        services.AddSingleton<RestIntake>().AddSingleton<ThingDoor>();

        return services.AddHostedService<GatewayServer>();
    }

    private static void AddChecked<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        services.AddSingleton<IValidateOptions<T>>(new SectionCheck<T>(section));
        services.AddOptions<T>()
            .Bind(configuration.GetSection(section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
    }
}
