using IotLink.Core.Adapters;
using IotLink.Core.Notifications;

namespace IotLink.Ingest.Delivery;

/// <summary>What tells people: escalations that go on, and messages that leave the house.</summary>
internal static class DeliverySetup
{
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NotificationOptions>().Bind(configuration.GetSection(NotificationOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        var site = configuration.GetSection(SiteSettings.Section).Get<SiteSettings>() ?? new();
        services.AddSingleton(site.ToCalendar());
        services.AddMessageLinks().AddMessageChannels(configuration);
        services.AddSingleton<DeliveryMetrics>().AddSingleton<MessageWriter>();
        services.AddSingleton<EscalationWorker>().AddHostedService(s => s.GetRequiredService<EscalationWorker>());
        services.AddSingleton<OutboxUpkeep>().AddHostedService(s => s.GetRequiredService<OutboxUpkeep>());
        return services.AddSingleton<DeliveryWorker>().AddHostedService(s => s.GetRequiredService<DeliveryWorker>());
    }
}
