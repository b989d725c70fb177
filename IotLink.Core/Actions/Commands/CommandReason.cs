namespace IotLink.Core.Actions.Commands;

/// <summary>Why a command is not allowed, or ended without effect. Stable: screens and tests rely on them.</summary>
public static class CommandReason
{
    public const string ActionUnknown = "command.action_unknown";
    public const string DeviceUnknown = "command.device_unknown";
    public const string Parameters = "command.parameters";
    public const string Interlock = "command.interlock";
    public const string InterlockUnknown = "command.interlock_unknown";
    public const string CapDevice = "command.cap_device";
    public const string CapFleet = "command.cap_fleet";
    public const string QuietHours = "command.quiet_hours";
    public const string Running = "command.running";
    public const string Stopped = "command.stopped";

    /// <summary>Who asked cannot approve.</summary>
    public const string OwnApproval = "command.own_approval";

    /// <summary>The step does not follow from the state the command is in.</summary>
    public const string NotNow = "command.not_now";
    public const string Declined = "command.declined";
    public const string Withdrawn = "command.withdrawn";
    public const string NotApproved = "command.not_approved";
    public const string DeviceAway = "command.device_away";
    public const string NoChannel = "command.no_channel";

    /// <summary>Handed over, but no PUBACK and no answer came.</summary>
    public const string NotDelivered = "command.not_delivered";

    /// <summary>The device has it, and did not answer.</summary>
    public const string NoAnswer = "command.no_answer";
    public const string DeviceRefused = "command.device_refused";
    public const string NotVerified = "command.not_verified";

    /// <summary>The host ended while handing it over, and it may not be sent twice.</summary>
    public const string Unclear = "command.unclear";

    /// <summary>The alarm it was for was over before it went out.</summary>
    public const string AlarmOver = "command.alarm_over";

    /// <summary>No released image of that version suits the device, or it has it already.</summary>
    public const string FirmwareMissing = "command.firmware_missing";

    /// <summary>A campaign is at the device, or has it before it.</summary>
    public const string FirmwareBusy = "command.firmware_busy";

    public static IReadOnlyList<string> All { get; } =
        [.. typeof(CommandReason).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
}
