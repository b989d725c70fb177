using IotLink.Core.Accounts;
using IotLink.Core.Actions;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Aggregates;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Alarms.Quality;
using IotLink.Core.Alarms.Suppression;
using IotLink.Core.Analysis;
using IotLink.Core.Audit;
using IotLink.Core.Backtests;
using IotLink.Core.Calendars;
using IotLink.Core.CustomerDays;
using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Dispatch;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Health;
using IotLink.Core.History;
using IotLink.Core.Live;
using IotLink.Core.Notifications;
using IotLink.Core.Publishing;
using IotLink.Core.Quality;
using IotLink.Core.Rules.Watches;
using IotLink.Core.Shadows;
using IotLink.Core.Technicians;
using IotLink.Core.Telemetry;
using IotLink.Core.Things;
using IotLink.Core.Tickets;
using IotLink.Core.Trends;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IotLink.Core;

/// <summary>What both hosts need of the core, beside its stores.</summary>
public static class CoreSetup
{
    public static IServiceCollection AddIotLinkCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILiveFeed, LiveFeed>();
        services.TryAddSingleton(SiteCalendar.Korea);
        services.AddSingleton<IDeviceRegistry, DeviceRegistry>();
        services.AddOptions().AddSingleton<Provisioning>();
        services.AddSingleton<PeerGroups>();
        services.AddPublishing();
        services.AddThings();
        services.AddSingleton<StaleCauses>().AddSingleton<Aggregator>().AddSingleton<CustomerDayRun>().AddSingleton<FormulaPreview>();
        return services.AddDesks();
    }

    private static void AddPublishing(this IServiceCollection services)
    {
        services.AddSingleton<PublishedPlans>();
        services.AddSingleton<IPlanSource>(s => s.GetRequiredService<PublishedPlans>());
        services.AddSingleton<IPart>(s => s.GetRequiredService<PublishedPlans>());
        services.AddSingleton<IActionSource, PublishedActions>();
        services.AddSingleton<CatalogueRegistration>();
        services.AddHostedService<PublishedFollower>();
    }

    /// <summary>Shadows and jobs, as AWS IoT has them, on stores of our own.</summary>
    internal static void AddThings(this IServiceCollection services)
    {
        services.AddSingleton<ThingQueues>().AddSingleton<ThingNews>().AddHostedService<ThingFollower>();
        services.AddSingleton<IShadows, EmbeddedShadows>();
        services.AddSingleton<EmbeddedJobs>().AddSingleton<IJobs>(s => s.GetRequiredService<EmbeddedJobs>());
        services.AddHostedService<JobTimers>();
    }

    /// <summary>What pages and APIs call: each checks the viewer's right itself.</summary>
    private static IServiceCollection AddDesks(this IServiceCollection services) => services
        .AddSingleton<Looks>()
        .AddSingleton<DeviceReach>()
        .AddSingleton<AccountDesk>()
        .AddSingleton<DeviceDesk>()
        .AddSingleton<DeviceRegistration>()
        .AddSingleton<TelemetryDesk>()
        .AddSingleton<TrendDesk>()
        .AddSingleton<AnalysisDesk>()
        .AddSingleton<DeviceShadowDesk>()
        .AddSingleton<JobDesk>()
        .AddSingleton<DeadLetterDesk>()
        .AddSingleton<QualityDesk>()
        .AddSingleton<AlarmDesk>()
        .AddSingleton<AlarmActions>()
        .AddSingleton<MaintenanceDesk>()
        .AddSingleton<AlarmQualityDesk>()
        .AddHostedService<AlarmUpkeep>()
        .AddSingleton<EscalationDesk>()
        .AddSingleton<OnCallDesk>()
        .AddSingleton<NotificationDesk>()
        .AddSingleton<CommandDesk>()
        .AddSingleton<RepairDesk>()
        .AddSingleton<FirmwareDesk>()
        .AddSingleton<CampaignDesk>()
        .AddSingleton<TicketDesk>()
        .AddSingleton<TicketActions>()
        .AddSingleton<TechnicianDesk>()
        .AddSingleton<DispatchDesk>()
        .AddSingleton<DocumentDesk>()
        .AddSingleton<DocumentSteps>()
        .AddSingleton<CanaryDesk>()
        .AddSingleton<VersionRates>()
        .AddSingleton<HistoryDesk>()
        .AddSingleton<BacktestDesk>()
        .AddSingleton<ShadowDesk>();
}
