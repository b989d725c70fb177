using IotLink.Core.Accounts;
using IotLink.Core.Actions;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Aggregates;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Alarms.Suppression;
using IotLink.Core.Audit;
using IotLink.Core.Backtests;
using IotLink.Core.Calendars;
using IotLink.Core.CustomerDays;
using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Dispatch;
using IotLink.Core.Documents;
using IotLink.Core.Adapters.Blobs;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Health;
using IotLink.Core.History;
using IotLink.Core.Notifications;
using IotLink.Core.Shadows;
using IotLink.Core.Technicians;
using IotLink.Core.Things;
using IotLink.Core.Tickets;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Adapters.Relational;

public static class RelationalSetup
{
    /// <summary>
    /// Master data, alarms, documents, audit and accounts, on the database that <c>Storage:Relational:Provider</c> names. A second call changes nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
    public static IServiceCollection AddRelationalStore(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(s => s.ServiceType == typeof(RelationalDatabase))) return services;
        services.AddSingleton(RelationalOptions.Check(configuration));
        services.AddSingleton<RelationalDatabase>();
        services.AddSingleton<IPart>(s => s.GetRequiredService<RelationalDatabase>());
        services.AddHostedService<RelationalStart>();
        services.AddSingleton<IDeviceStore, DeviceStore>();
        services.AddOptions<AlarmOptions>().Bind(configuration.GetSection(AlarmOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlarmOptions>, AlarmOptionsCheck>();
        services.AddSingleton<IAlarmStore, AlarmStore>();
        services.AddSingleton<IReplayStore, ReplayStore>();
        services.AddSingleton<IBacktestStore, BacktestStore>();
        services.AddSingleton<IStaleWindows, StaleWindows>();
        services.TryAddSingleton(AggregateCalendar.Korea);
        services.AddSingleton<IAggregateStore, AggregateStore>();
        services.AddSingleton<ICustomerDayStore, CustomerDayStore>();
        services.AddSingleton<IMaintenanceStore, MaintenanceStore>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<IDocumentStore, DocumentStore>();
        services.AddSingleton<ILetterJobStore, LetterJobStore>();
        services.AddSingleton<IOutbox, OutboxStore>();
        services.AddSingleton<IPeople, PeopleStore>();
        services.AddSingleton<IEscalationStore, EscalationStore>();
        services.AddSingleton<IOnCallStore, OnCallStore>();
        services.AddSingleton<IShadowStore, ShadowStore>();
        services.AddSingleton<IJobStore, JobStore>();
        services.AddSingleton<IThingChanges, ThingChangeStore>();
        services.AddOptions<ActionOptions>().Bind(configuration.GetSection(ActionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ActionOptions>, ActionOptionsCheck>();
        services.AddSingleton<ICommandStore, CommandStore>();
        services.AddSingleton<IRepairStore, RepairStore>();
        services.AddSingleton<IDispatchRequests, DispatchRequests>();
        services.AddSingleton<IImageStore, ImageStore>();
        services.AddSingleton<ICampaignStore, CampaignStore>();
        services.AddBlobs(configuration);
        services.AddOptions<TicketOptions>().Bind(configuration.GetSection(TicketOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TicketOptions>, TicketOptionsCheck>();
        services.AddOptions<DispatchOptions>().Bind(configuration.GetSection(DispatchOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DispatchOptions>, DispatchOptionsCheck>();
        services.TryAddSingleton(SiteCalendar.Korea);
        services.TryAddSingleton<TicketRules>();
        services.AddSingleton<ITicketStore, TicketStore>();
        services.AddSingleton<ITechnicianStore, TechnicianStore>();
        services.TryAddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<IAccountDirectory, AccountDirectory>();
        services.AddSingleton<ISessionStore, SessionStore>();
        return services;
    }

    /// <summary>For <c>AddIdentityCore&lt;Account&gt;()</c>: users, passwords, roles, lock-out and security stamps in the relational store.</summary>
    public static IdentityBuilder AddRelationalIdentityStores(this IdentityBuilder identity)
    {
        identity.Services.AddScoped<IUserStore<Account>, AccountStore>();
        return identity;
    }
}
