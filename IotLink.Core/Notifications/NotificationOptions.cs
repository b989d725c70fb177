using System.ComponentModel.DataAnnotations;

namespace IotLink.Core.Notifications;

/// <summary>Section <c>Notifications</c>.</summary>
public sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>Address of the portal as people reach it; links in messages begin with it.</summary>
    [Required, Url]
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>
    /// At least 32 characters that sign the links in messages. Empty: made once and kept in <c>Storage:Folder</c>, which is right while portal
    /// and ingest share it.
    /// </summary>
    public string LinkKey { get; set; } = "";

    [Range(1, 168)]
    public int LinkHours { get; set; } = 24;

    /// <summary>Between two messages to one person over one channel; what comes meanwhile goes with the next. Critical alarms do not wait.</summary>
    [Range(0, 3600)]
    public int PaceSeconds { get; set; } = 30;

    /// <summary>How long a host may take over a message before another looks after it.</summary>
    [Range(60, 3600)]
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>Days that notifications and their receipts are kept after they are over.</summary>
    [Range(7, 3650)]
    public int KeepDays { get; set; } = 400;

    /// <summary>How many messages leave at a time.</summary>
    [Range(1, 32)]
    public int Parallel { get; set; } = 4;
}
