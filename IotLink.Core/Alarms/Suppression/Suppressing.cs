using System.Globalization;

namespace IotLink.Core.Alarms.Suppression;

/// <summary>Whether an alarm is kept from people, and when it is let go. Pure.</summary>
public static class Suppressing
{
    /// <summary>Planned work comes before a silent hub: it is known who planned it.</summary>
    /// <param name="at">Event time of what raised the alarm.</param>
    public static AlarmSuppression? Of(Alarm alarm, Circumstances around, DateTimeOffset at)
    {
        foreach (var window in around.Windows)
        {
            if (window.IsActive(at) && window.Covers(alarm.Device, around.Site, alarm.Product))
            {
                return new(SuppressionKind.Maintenance, window.Id.ToString(CultureInfo.InvariantCulture), window.Why);
            }
        }

        return alarm.Silence && around.HubSilence is { } hub && hub.Id != alarm.Id ? new(SuppressionKind.Hub, hub.Id.Value, hub.Device.Value) : null;
    }

    /// <summary>Whether what suppressed an alarm is over. A hub's children have a while to be heard again.</summary>
    /// <param name="hub">The alarm that explained it; null when it is gone.</param>
    public static bool IsOver(AlarmSuppression suppression, IReadOnlyList<MaintenanceWindow> windows, Alarm? hub, DateTimeOffset now, TimeSpan grace)
    {
        if (suppression.Kind == SuppressionKind.Hub) return hub is null || (!hub.IsOpen && hub.ResolvedAt + grace <= now);
        return !windows.Any(w => w.Id.ToString(CultureInfo.InvariantCulture) == suppression.By && w.IsActive(now));
    }
}

/// <summary>What surrounds an alarm when it is raised.</summary>
/// <param name="HubSilence">The open alarm that says the device's hub is silent.</param>
public sealed record Circumstances(Devices.SiteId? Site, IReadOnlyList<MaintenanceWindow> Windows, Alarm? HubSilence);
