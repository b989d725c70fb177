namespace IotLink.Core.Alarms.Suppression;

/// <summary>What keeps an alarm from people. It is kept all the same, and says so.</summary>
/// <param name="By">Number of the maintenance window, or id of the alarm that explains it.</param>
/// <param name="Name">What people read: the window's reason, or the device the other alarm is about.</param>
public sealed record AlarmSuppression(SuppressionKind Kind, string By, string Name);

public enum SuppressionKind
{
    /// <summary>Planned work on the device, its site or its product.</summary>
    Maintenance = 1,

    /// <summary>The hub it is reached through is silent.</summary>
    Hub = 2,
}
