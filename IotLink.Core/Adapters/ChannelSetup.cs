using IotLink.Core.Adapters.Aws;
using IotLink.Core.Adapters.Mail;
using IotLink.Core.Adapters.Webhooks;
using IotLink.Core.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Adapters;

/// <summary>The ways out of the house that are configured; the portal needs none.</summary>
public static class ChannelSetup
{
    public static IServiceCollection AddMessageChannels(this IServiceCollection services, IConfiguration configuration)
    {
        var mail = Bound<MailOptions>(configuration, MailOptions.Section);
        var webhook = Bound<WebhookOptions>(configuration, WebhookOptions.Section);
        var (aws, sms) = (Bound<AwsOptions>(configuration, AwsOptions.Section), Bound<SmsOptions>(configuration, SmsOptions.Section));
        if (mail.Host.Length > 0) services.AddSingleton<IMessageChannel>(new MailChannel(mail));
        if (webhook.Secret.Length > 0) services.AddSingleton<IMessageChannel>(s => new WebhookChannel(webhook, Time(s)));
        if (sms.Provider == SmsProvider.Sns) services.AddSingleton<IMessageChannel>(s => new SnsSmsChannel(aws, sms, Time(s)));
        if (sms.Provider != SmsProvider.EndUserMessaging) return services;
        if (sms.Origination.Length == 0) throw new InvalidOperationException($"{SmsOptions.Section}:Origination must name a number, sender id or pool");
        services.AddSingleton<IMessageChannel>(s => new EndUserMessagingChannel(ChannelKind.Sms, aws, sms, Time(s)));
        return services.AddSingleton<IMessageChannel>(s => new EndUserMessagingChannel(ChannelKind.Voice, aws, sms, Time(s)));
    }

    /// <summary>For both hosts: the one writes links, the other reads them.</summary>
    public static IServiceCollection AddMessageLinks(this IServiceCollection services)
    {
        services.TryAddSingleton(s =>
        {
            var (options, storage) = (s.GetRequiredService<IOptions<NotificationOptions>>().Value, s.GetRequiredService<IOptions<StorageOptions>>().Value);
            return new LinkSigner(new(options.PublicUrl), LinkKeyFile.Key(options.LinkKey, storage.Folder), TimeSpan.FromHours(options.LinkHours));
        });
        return services;
    }

    private static TimeProvider Time(IServiceProvider services) => services.GetRequiredService<TimeProvider>();

    private static T Bound<T>(IConfiguration configuration, string section) where T : new() => configuration.GetSection(section).Get<T>() ?? new();
}
