using IotLink.Core.Adapters.Aws;
using IotLink.Core.Adapters.Aws.Iot;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Health;
using IotLink.Core.Shadows;
using IotLink.Core.Things;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Adapters;

/// <summary>Who keeps shadows and jobs: <c>Devices:Cloud</c>, <c>embedded</c> or <c>aws</c>.</summary>
public static class CloudSetup
{
    /// <summary>After <see cref="CoreSetup.AddIotLinkCore"/>, whose embedded services it takes the place of.</summary>
    /// <exception cref="InvalidOperationException">A word or a value that is none.</exception>
    public static IServiceCollection AddDeviceCloud(this IServiceCollection services, IConfiguration configuration)
    {
        var cloud = CloudOf(configuration);
        services.AddSingleton(Options.Create(new CloudOptions { Cloud = cloud }));
        return cloud == DeviceCloud.Aws ? services.AddAwsIot(configuration) : services;
    }

    private static DeviceCloud CloudOf(IConfiguration configuration)
    {
        var word = configuration.GetSection(CloudOptions.Section)[nameof(CloudOptions.Cloud)];
        if (string.IsNullOrEmpty(word)) return DeviceCloud.Embedded;
        if (Enum.TryParse<DeviceCloud>(word, ignoreCase: true, out var cloud) && Enum.IsDefined(cloud)) return cloud;
        var choices = string.Join(" or ", Enum.GetNames<DeviceCloud>());
        throw new InvalidOperationException($"{CloudOptions.Section}:{nameof(CloudOptions.Cloud)} must be {choices} (was '{word}')");
    }

    private static IServiceCollection AddAwsIot(this IServiceCollection services, IConfiguration configuration)
    {
        var aws = configuration.GetSection(AwsOptions.Section).Get<AwsOptions>() ?? new();
        var iot = configuration.GetSection(AwsIotOptions.Section).Get<AwsIotOptions>() ?? new();
        if (iot.Faults().ToList() is { Count: > 0 } faults) throw new InvalidOperationException(string.Join("; ", faults));
        services.AddSingleton<AwsIotHealth>().AddSingleton<IPart>(s => s.GetRequiredService<AwsIotHealth>());
        services.AddSingleton(s => new AwsIot(aws, iot, s.GetRequiredService<AwsIotHealth>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IThingPublisher>(s => new AwsPublisher(s.GetRequiredService<AwsIot>().Data));
        services.Replace(ServiceDescriptor.Singleton<IShadows>(s => Made<AwsShadows>(s, s.GetRequiredService<AwsIot>().Data)));
        services.Replace(ServiceDescriptor.Singleton<IJobs>(s =>
        {
            var (cloud, time) = (s.GetRequiredService<AwsIot>(), s.GetRequiredService<TimeProvider>());
            return Made<AwsJobs>(s, new AwsJobControl(cloud.Control, time), new AwsJobQuestions(cloud.Jobs, time));
        }));
        return services;
    }

    private static T Made<T>(IServiceProvider services, params object[] given) => ActivatorUtilities.CreateInstance<T>(services, given);
}
