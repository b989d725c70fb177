using IotLink.Core.Notifications;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms.Escalation;

/// <summary>The notifications that one step of a run writes.</summary>
internal sealed class Pages(EscalationRun run, AlarmRow row, TimeZoneInfo zone, DateTimeOffset now)
{
    private readonly bool _critical = row.Alarm.Severity == Severity.Critical;

    private readonly NotificationFacts _facts = new(
        row.Alarm.Id.Value,
        row.Alarm.Severity.ToString().ToLowerInvariant(),
        row.Alarm.Title,
        row.Alarm.Device.Value,
        row.Alarm.Product.Value,
        row.Site?.Name,
        row.Customer?.Name,
        row.Alarm.Evidence,
        row.Alarm.RaisedAt);

    /// <summary>The portal, and each channel the person has an address for. Critical alarms break through quiet hours.</summary>
    public IEnumerable<Notification> To(Person person, IReadOnlyList<ChannelKind> channels)
    {
        yield return Of(person.Id, person.Name, ChannelKind.Portal, "", person.Contact.Language) with { State = NotificationState.Delivered, SentAt = now };
        foreach (var channel in channels.Distinct())
        {
            if (channel is ChannelKind.Portal or ChannelKind.Webhook || person.Contact.AddressFor(channel) is not { } address) continue;
            var due = _critical ? now : person.Contact.Quiet?.NextLoud(now, zone) ?? now;
            yield return Of(person.Id, person.Name, channel, address, person.Contact.Language) with { DueAt = due };
        }
    }

    public Notification ToWebhook(string url) => Of(url, Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Host : url, ChannelKind.Webhook, url, "en");

    private Notification Of(string personId, string name, ChannelKind channel, string address, string language) => new()
    {
        Id = $"{run.Alarm}/{run.Round}/{run.Lap}/{run.Step}/{channel}/{personId}",
        PersonId = personId,
        PersonName = name,
        Channel = channel,
        Address = address,
        Language = language,
        Facts = _facts,
        Urgent = _critical,
        CreatedAt = now,
        DueAt = now,
    };
}
